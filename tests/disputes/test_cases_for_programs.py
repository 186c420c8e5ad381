"""A program can do in a case what a person can on the page, by the same stories."""

from typing import Any

import pytest

from disputes.models import Dispute, Offer
from marketplace.models import Listing, Order, User
from tests import answers, books, doings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def opened(program: Program, order: Order, **more: Any) -> Any:
    line = {"line": order.lines.get().pk, "quantity": 1}
    told = {"description": "Cracked.", "facts": answers.to("ND-DAMAGED")}
    said = {"reason": "ND-DAMAGED", "lines": [line], **told, **more}
    return program.send(f"/orders/{order.number}/disputes/", said)


def path(*more: str) -> str:
    return "/".join([f"/disputes/{Dispute.objects.get().pk}", *more, ""])


def test_a_draft_is_kept_and_sent(order: Order, ben: User) -> None:
    buyer, seller = Program(ben), Program(order.seller.user)
    assert opened(buyer, order, draft=True).json()["state"] == "draft"
    assert seller.read(path()).status_code == 404
    assert buyer.send(path("sending")).json()["state"] == "awaiting_seller"
    assert buyer.send(path("sending")).status_code == 409
    assert seller.read(path()).json()["claimed"]["amount"] == "46.90"


def test_an_offer_is_made_taken_and_undone(order: Order, ben: User, mallory: User) -> None:
    buyer, seller = Program(ben), Program(order.seller.user)
    opened(buyer, order)
    made = seller.send(path("offers"), {"amount": "20.00"}).json()["offers"][0]
    assert (made["side"], made["amount"]["amount"]) == ("seller", "20.00")
    there = path("offers", made["id"], "answer")
    assert Program(mallory).send(there, {"answer": "accept"}).status_code == 404
    assert seller.send(there, {"answer": "accept"}).status_code == 409
    assert buyer.send(there, {"answer": "accept"}).status_code == 409
    taken = buyer.send(there, {"answer": "accept", "typed": "20.00"}).json()
    assert taken["state"] == "settled"
    assert buyer.send(path("second-thoughts")).json()["state"] == "negotiating"
    assert buyer.send(path("escalation")).json()["state"] == "escalated"
    assert Offer.objects.get().state == "undone"
    books.assert_right()


def test_a_decision_is_commented_appealed_and_read(order: Order, ben: User, sofia: User) -> None:
    buyer, seller = Program(ben), Program(order.seller.user)
    opened(buyer, order)
    seller.send(path("answer"), {"answer": "contest", "text": "It left whole."})
    doings.propose(Dispute.objects.get(), by=sofia, outcome="release", reasons="As described.")
    told = buyer.read(path()).json()
    assert (told["state"], told["decision"]["reasons"]) == ("draft_decision", "As described.")
    assert buyer.send(path("comments"), {"words": ""}).status_code == 400
    assert buyer.send(path("comments"), {"words": "No."}).status_code == 200
    doings.let_pass(hours=49)
    assert seller.send(path("appeals"), {"words": "New."}).status_code == 409
    assert buyer.send(path("appeals"), {"words": "New."}).json()["state"] == "appealed"
    assert buyer.send(path("waiver")).status_code == 409


def test_a_withdrawn_case_is_opened_again_once(order: Order, ben: User) -> None:
    buyer = Program(ben)
    opened(buyer, order)
    buyer.send(path("withdrawal"))
    assert buyer.send(path("reopening")).json()["state"] == "awaiting_seller"
    buyer.send(path("withdrawal"))
    assert buyer.send(path("reopening")).status_code == 409
    books.assert_right()
