"""What the two say to each other: yes, no, offers, second thoughts, evidence."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from disputes import agreeing, answering, escalation, evidence, offering, postage, reasons
from disputes.execution import Terms
from disputes.models.dispute_state import OPEN, UNDECIDED, DisputeState, Remedy
from escrow.money import Money
from marketplace.models import User
from tests.disputes.lived.complaints import photo
from tests.disputes.lived.deed import Attempt, both, deed, in_state, seller
from tests.disputes.lived.scene import Draw, Scene

S = DisputeState


def offers(scene: Scene) -> list[Any]:
    return scene.offers


def on_the_table(scene: Scene, offer: Any) -> bool:
    return bool(offer.is_open())


def its_maker(scene: Scene, offer: Any) -> list[User]:
    return [scene.buyer if offer.side == "buyer" else scene.seller]


def its_reader(scene: Scene, offer: Any) -> list[User]:
    return [scene.seller if offer.side == "buyer" else scene.buyer]


def who_took(scene: Scene, case: Any) -> list[User]:
    taken = [offer for offer in case.offers.all() if offer.state == "accepted"]
    return its_reader(scene, taken[0]) if taken else [scene.buyer]


@deed("accept", fits=in_state(UNDECIDED), who=seller, weight=4)
def accept(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: answering.accept(case, by=by)


@deed("contest", fits=in_state(S.AWAITING_SELLER), who=seller, weight=8)
def contest(scene: Scene, case: Any, draw: Draw) -> Attempt:
    photos = [photo()] if draw(st.booleans()) else []
    return lambda by: answering.contest(case, by=by, text="It left whole.", photos=photos)


@deed("offer", fits=in_state(UNDECIDED), who=both, weight=6)
def offer(scene: Scene, case: Any, draw: Draw) -> Attempt:
    ways = [Remedy.PARTIAL, *reasons.offerable(case.reason)]
    remedy = draw(st.sampled_from(ways))
    most = max(case.claimed.minor, 1)
    minor = draw(st.one_of(st.just(most), st.integers(1, most), st.integers(1, 2 * most)))
    terms = Terms(Money(minor, case.currency), remedy, postage.of_remedy(case, remedy))
    return lambda by: offering.make_offer(case, terms, by=by)


@deed("take the offer", of=offers, fits=on_the_table, who=its_reader, weight=8)
def take_offer(scene: Scene, offer: Any, draw: Draw) -> Attempt:
    typed = draw(st.sampled_from([offer.amount, offer.amount, None]))
    return lambda by: agreeing.accept_offer(offer, by=by, typed=typed)


@deed("refuse the offer", of=offers, fits=on_the_table, who=its_reader)
def refuse_offer(scene: Scene, offer: Any, draw: Draw) -> Attempt:
    return lambda by: agreeing.decline_offer(offer, by=by)


@deed("take the offer back", of=offers, fits=on_the_table, who=its_maker)
def offer_back(scene: Scene, offer: Any, draw: Draw) -> Attempt:
    return lambda by: offering.take_back(offer, by=by)


@deed("undo", fits=in_state(S.SETTLED), who=who_took, weight=8)
def undo(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: agreeing.undo(case, by=by)


@deed("ask staff", fits=in_state(S.NEGOTIATING), who=both)
def ask_staff(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: escalation.ask_staff(case, by=by)


@deed("bring evidence", fits=in_state(OPEN), who=both, weight=1)
def bring(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: evidence.bring(case, by=by, photos=[photo()])
