"""The slip and the label that a seller prints, for one order or for many."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from marketplace import fulfilment
from marketplace.models import Listing, Order, User
from marketplace.models.shipment import BY_HAND
from sellers.models import Seller
from tests import doings, factories, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def desk(client: Client, ada: Seller) -> Client:
    client.force_login(ada.user)
    return client


@pytest.fixture
def shade(ada: Seller, lamp: Listing) -> Listing:
    return factories.listing(ada, lamp.category, "Linen shade", stock=90)


def pages(answer: Any) -> list[str]:
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    found = PdfReader(BytesIO(answer.content)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def paper(client: Client, order: Order, kind: str) -> Any:
    return client.get(f"/desk/orders/{order.number}/papers/{kind}.pdf")


def test_the_slip_says_what_goes_in_and_to_whom_without_prices(
    desk: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp, quantity=2)
    [page] = pages(paper(desk, order, "slip"))
    for said in (order.number, f"2 × {lamp.title}", "Kastanienallee 7", "Ada's Lamps"):
        assert said in page
    assert "€" not in page
    assert "The buyer's code" not in page


def test_what_is_sent_already_is_not_packed_again(
    desk: Client, ben: User, lamp: Listing, shade: Listing
) -> None:
    order = doings.buy(ben, lamp, shade, quantity=2)
    first, second = order.lines.all()
    doings.send(order, lines={first.pk: 2, second.pk: 1})
    [page] = pages(paper(desk, order, "slip"))
    assert f"1 × {shade.title}" in page
    assert lamp.title not in page


def test_where_it_is_given_by_hand_there_is_place_for_the_code(
    desk: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.send(order, carrier=BY_HAND)
    [page] = pages(paper(desk, order, "slip"))
    assert "The buyer's code, when you give it to them" in page
    assert order.shipments.get().handover.code not in page


def test_the_label_is_small_and_says_where_to(desk: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    answer = paper(desk, order, "label")
    [page] = pages(answer)
    for said in ("Ben Okafor", "Kastanienallee 7", "10435 Berlin", "GERMANY", order.number):
        assert said in page
    box = PdfReader(BytesIO(answer.content)).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (105, 148)


def chosen(orders: list[Order]) -> dict[str, Any]:
    ticks = {f"{order.number}-chosen": "on" for order in orders}
    return {"row": [order.number for order in orders], **ticks}


@pytest.mark.parametrize("kind", ["slip", "label"])
def test_one_paper_for_many(desk: Client, ben: User, shade: Listing, kind: str) -> None:
    orders = [doings.buy(ben, shade) for _ in range(3)]
    found = pages(desk.post(f"/desk/papers/{kind}s.pdf", chosen(orders[:2])))
    assert [order.number in page for order, page in zip(orders, found, strict=False)] == [True] * 2
    program = pages(desk.get(f"/api/v1/papers/{kind}s.pdf", {"order": [o.number for o in orders]}))
    assert len(program) == 3


def test_nothing_chosen_is_told_and_nothing_typed_is_lost(
    desk: Client, ben: User, shade: Listing
) -> None:
    order = doings.buy(ben, shade)
    typed = {"row": [order.number], f"{order.number}-tracking_number": "KP 8"}
    page = desk.post("/desk/papers/slips.pdf", typed).content.decode()
    assert "Tick the orders whose papers you want." in page
    assert 'value="KP 8"' in page


def test_many_ask_as_often_as_one(desk: Client, ben: User, shade: Listing) -> None:
    orders = [doings.buy(ben, shade) for _ in range(4)]
    for kind in ("slip", "label"):
        where = f"/api/v1/papers/{kind}s.pdf?order="
        one = queries.of_page(desk, where + orders[0].number)
        assert queries.of_page(desk, where + "&order=".join(o.number for o in orders)) == one


def test_there_is_none_before_it_is_paid_or_after_it_is_cancelled(
    desk: Client, ben: User, lamp: Listing
) -> None:
    unpaid = doings.place(ben, lamp).orders.get()
    gone = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(gone.number, by=lamp.seller.user)
    for order in (unpaid, gone):
        assert paper(desk, order, "slip").status_code == 404
    assert paper(desk, doings.buy(ben, lamp), "bill").status_code == 404


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else(client: Client, ben: User, lamp: Listing, who: str, request: Any) -> None:
    order = doings.buy(ben, lamp)
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    for kind in ("slip", "label"):
        assert paper(client, order, kind).status_code == 404
        where = f"/api/v1/papers/{kind}s.pdf?order={order.number}"
        assert client.get(where).status_code == 404
