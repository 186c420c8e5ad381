"""The receipt that a buyer keeps."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from marketplace import fulfilment
from marketplace.checkout import Address
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import doings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LODZ = Address("Łucja Żółć", "ul. Świętojańska 7", "90-001", "Łódź", "PL")


@pytest.fixture
def reader(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def words(client: Client, order: Order) -> str:
    answer = client.get(f"/orders/{order.number}/papers/receipt.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_from_whom_what_and_paid_with_what(
    reader: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp, quantity=2, plus=True)
    found = words(reader, order)
    for said in (
        order.number,
        lamp.seller.name,
        f"2 × {lamp.title}",
        "Kastanienallee 7",
        "Buyer protection Plus",
        order.total.format("en"),
        "Paid with card ··4242",
        f"policy {order.policy_id}",
        str(order.paid_at.year),
    ):
        assert said in found
    assert "Given back" not in found


def test_what_came_back_is_on_it(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=lamp.seller.user)
    found = words(reader, order)
    assert f"Given back to you until now {order.total.format('en')}" in found


def test_names_keep_their_letters(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp, address=LODZ)
    assert "Łucja Żółć" in words(reader, order)


def test_it_is_in_the_buyers_language(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    User.objects.filter(pk=ben.pk).update(language="es")
    assert "Recibo" in words(reader, order)


def test_only_the_buyer_has_it(
    client: Client, ben: User, lamp: Listing, ada: Seller, mallory: User
) -> None:
    order = doings.buy(ben, lamp)
    where = f"/orders/{order.number}/papers/receipt.pdf"
    assert client.get(where).status_code == 302
    for other in (ada.user, mallory):
        client.force_login(other)
        assert client.get(where).status_code == 404
        assert Program(other).read(where).status_code == 404
    assert Program(ben).read(where).content.startswith(b"%PDF")


def test_before_it_is_paid_there_is_none(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.place(ben, lamp).orders.get()
    assert reader.get(f"/orders/{order.number}/papers/receipt.pdf").status_code == 404
