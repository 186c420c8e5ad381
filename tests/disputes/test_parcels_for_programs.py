"""A program can send back and send again as a person can on the page, by the same stories."""

from io import BytesIO

import pytest

from disputes.models import Dispute
from marketplace.models import Listing, Order, User
from tests import answers, books, doings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def path(*more: str) -> str:
    return "/".join([f"/disputes/{Dispute.objects.get().pk}", *more, ""])


def test_a_return_from_asking_to_the_money(order: Order, ben: User, mallory: User) -> None:
    buyer, seller = Program(ben), Program(order.seller.user)
    line = {"line": order.lines.get().pk, "quantity": 1}
    told = {"description": "Blue.", "facts": answers.to("ND-WRONG")}
    asked = {"reason": "ND-WRONG", "lines": [line], "remedy": "return", **told}
    buyer.send(f"/orders/{order.number}/disputes/", asked)
    told = seller.send(path("answer"), {"answer": "accept"}).json()
    assert (told["state"], told["returns"][0]["state"]) == ("awaiting_return", "label_due")
    assert told["parcel_by"] == "2026-03-09T09:00:00Z"
    label = {"address": "Lübeck", "code": "KP-1", "cost": "4.90", "grams": 900}
    assert Program(mallory).send(path("return", "label"), label).status_code == 404
    assert buyer.send(path("return", "label"), label).status_code == 409
    assert seller.send(path("return", "label"), {"address": "Lübeck"}).status_code == 409
    back = seller.send(path("return", "label"), label).json()["returns"][0]
    assert (back["cost"]["amount"], back["weights"][0]["grams"]) == ("4.90", 900)
    assert buyer.send(path("return", "parcel"), {"carrier": "Kelp Post"}).status_code == 400
    posted = {"carrier": "Kelp Post", "tracking_number": "KR1"}
    assert buyer.send(path("return", "parcel"), posted).status_code == 200
    done = seller.send(path("return", "inspection"), {"answer": "accept"}).json()
    assert (done["state"], done["returns"][0]["state"]) == ("resolved", "accepted")
    books.assert_right()


def test_a_return_is_contested_with_photos(order: Order) -> None:
    doings.come_back(order)
    seller, photo = Program(order.seller.user), BytesIO(doings.jpeg())
    photo.name = "brick.jpg"
    unsaid = seller.send(path("return", "inspection"), {"answer": "contest", "text": "A brick."})
    assert (unsaid.status_code, "Choose" in unsaid.json()["title"]) == (409, True)
    body = {"answer": "contest", "says": "SL-WRONG", "text": "A brick.", "photos": photo}
    told = seller.post(f"/api/v1{path('return', 'inspection')}", body).json()
    assert (told["state"], len(told["evidence"])) == ("escalated", 2)


def test_a_second_parcel(order: Order, ben: User) -> None:
    doings.agreed(order, "replacement")
    buyer, seller = Program(ben), Program(order.seller.user)
    assert seller.send(path("replacement"), {}).status_code == 409
    told = seller.send(path("replacement"), {"carrier": "Kelp Post"}).json()
    assert told["replacements"][0]["state"] == "dispatched"
    doings.arrive(Dispute.objects.get().replacements.get().shipment)
    assert buyer.send(path("replacement", "receipt"), {"answer": "object"}).status_code == 409
    assert buyer.send(path("replacement", "receipt"), {"answer": "good"}).json()["state"] == (
        "resolved"
    )
    books.assert_right()


def test_what_does_not_put_it_right_is_refused(order: Order, ben: User) -> None:
    line = {"line": order.lines.get().pk, "quantity": 1}
    told = {"description": "Hot.", "facts": answers.to("ND-UNSAFE")}
    asked = {"reason": "ND-UNSAFE", "lines": [line], "remedy": "return", **told}
    refused = Program(ben).send(f"/orders/{order.number}/disputes/", asked)
    assert refused.status_code == 409
    assert "other ways" in refused.json()["title"]
