"""How far a purchase has come when chance takes over, so that what is far away is lived as well."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from disputes import answering, appealing
from disputes.models import Dispute
from escrow import clock
from escrow.story import Refusal
from marketplace.models import Order
from tests import doings

Begin = Callable[[Order], object]


def contested(order: Order) -> Dispute:
    case = doings.complain_for(order, "refund", quantity=1)
    return answering.contest(case, by=order.seller.user, text="It left whole.")


def proposed(order: Order) -> Dispute:
    case, staff = contested(order), doings.second_of_staff()
    return doings.propose(case, by=staff, outcome="release").dispute


def decided(order: Order) -> Dispute:
    case = proposed(order)
    doings.let_pass(hours=49)
    return Dispute.objects.get(pk=case.pk)


def appealed(order: Order) -> object:
    return appealing.appeal(decided(order), by=order.buyer, grounds="A new photo.")


# With goods of 15 or less nothing is sent back: the refusal is where such a life begins.
CASES: dict[str, Begin] = {
    "contested": contested,
    "proposed": proposed,
    "decided": decided,
    "appealed": appealed,
    "return_to_label": lambda order: doings.agreed(order, "return"),
    "return_to_post": doings.to_be_posted,
    "return_on_its_way": doings.posted_back,
    "return_here": doings.come_back,
    "second_parcel_to_send": lambda order: doings.agreed(order, "replacement"),
    "second_parcel_on_its_way": doings.sent_again,
    "second_parcel_here": doings.here_again,
}
EARLY = ["paid", "sent", *["arrived"] * 8]


def drawn(order: Order, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Live up to a beginning that chance chooses."""
    begins = draw(st.sampled_from([*EARLY, *CASES]))
    if begins == "paid":
        return
    parcel = doings.send(order)
    if begins == "sent":
        return
    clock.advance(timedelta(days=draw(st.integers(1, 12))))
    doings.arrive(parcel, draw(st.sampled_from("ABCD")))
    if begins in CASES:
        with suppress(Refusal):
            CASES[begins](order)
