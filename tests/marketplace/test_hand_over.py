"""A seller gives it to the buyer by hand, and the buyer's code proves it."""

from typing import Any

import pytest
from django.test import Client

from marketplace import handing_over
from marketplace.models import Handover, Listing, Order, User
from marketplace.models.shipment import BY_HAND
from sellers.models import Seller
from tests import books, doings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def handover(ben: User, lamp: Listing) -> Handover:
    return doings.send(doings.buy(ben, lamp), carrier=BY_HAND).handover


def order_of(handover: Handover) -> Order:
    return Order.objects.get(shipments__handover=handover)


def give(client: Client, handover: Handover, code: str) -> Any:
    order = order_of(handover)
    where = f"/desk/orders/{order.number}/shipments/{handover.shipment_id}/handover/"
    return client.post(where, {"code": code}, follow=True)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_only_the_buyer_sees_the_code(client: Client, handover: Handover, ada: Seller) -> None:
    order = order_of(handover)
    client.force_login(order.buyer)
    assert handover.spoken in client.get(f"/orders/{order.number}/").content.decode()
    assert order.buyer.notices.filter(kind="order_by_hand").exists()
    client.force_login(ada.user)
    desk = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert handover.code not in desk
    assert handover.spoken not in desk
    assert "From hand to hand" in desk


def test_the_right_code_is_proof_of_grade_a(
    client: Client, handover: Handover, ada: Seller
) -> None:
    client.force_login(ada.user)
    page = give(client, handover, handover.spoken).content.decode()
    assert "Handed over." in page
    order = order_of(handover)
    shipment = order.shipments.get()
    assert (shipment.state, shipment.proof_grade, order.state) == ("delivered", "A", "delivered")
    assert order.lines.get().hold.state == "inspecting"
    assert "nothing to hand over" in give(client, handover, handover.code).content.decode()
    assert shipment.events.count() == 1
    books.assert_right()


def test_a_wrong_code_moves_nothing_and_is_counted(
    client: Client, handover: Handover, ada: Seller
) -> None:
    client.force_login(ada.user)
    page = give(client, handover, other_than(handover.code)).content.decode()
    assert "not the buyer&#x27;s code" in page
    handover.refresh_from_db()
    assert handover.wrong == 1
    assert order_of(handover).lines.get().hold.state == "held"


def test_who_guesses_must_wait(client: Client, handover: Handover, ada: Seller) -> None:
    client.force_login(ada.user)
    for _ in range(handing_over.WRONG_CODES):
        give(client, handover, other_than(handover.code))
    assert "Too many wrong codes" in give(client, handover, handover.code).content.decode()
    assert order_of(handover).state == "shipped"
    doings.let_pass(hours=2)
    assert "Handed over." in give(client, handover, handover.code).content.decode()


@pytest.mark.parametrize("who", ["mallory", "cleo", "ben"])
def test_nobody_else_types_it(client: Client, handover: Handover, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert give(client, handover, handover.code).status_code == 404
    assert order_of(handover).state == "shipped"


def test_a_parcel_with_a_carrier_has_no_code(
    client: Client, ben: User, lamp: Listing, ada: Seller
) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    client.force_login(ada.user)
    where = f"/desk/orders/{order.number}/shipments/{shipment.pk}/handover/"
    page = client.post(where, {"code": "123456"}, follow=True).content.decode()
    assert "nothing to hand over" in page
    assert not Handover.objects.exists()


def test_the_desk_offers_it(client: Client, ben: User, lamp: Listing, ada: Seller) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(ada.user)
    line = order.lines.get().pk
    client.post(f"/desk/orders/{order.number}/shipments/", {"lines": line, "carrier": BY_HAND})
    assert Handover.objects.get().shipment.order == order


def test_programs_give_it_too(handover: Handover, ada: Seller) -> None:
    order, program = order_of(handover), Program(ada.user)
    asked = {"shipment": str(handover.shipment_id), "code": other_than(handover.code)}
    assert program.send(f"/orders/{order.number}/handovers/", asked).status_code == 409
    asked["code"] = handover.code
    assert program.send(f"/orders/{order.number}/handovers/", asked).status_code == 200
    order.refresh_from_db()
    assert order.state == "delivered"
