"""Orders that end in a case, from the first word to the last."""

from __future__ import annotations

from disputes.demo import cases
from disputes.models.decision import Outcome
from disputes.models.dispute_state import RefundTo
from escrow import clock
from marketplace.demo.errands import Errand
from marketplace.demo.scenes import DAY, HOUR, Moments, Scene, arrived, rated, released, stuck

LOOKED_AT = 1.2 * DAY
ANSWERED, DECIDED = 1.4 * DAY, 1.7 * DAY
LONG_AFTER = 10.5 * DAY
UNPROVEN = "C"


def claimed(errand: Errand) -> Moments:
    """It arrived, and something is wrong; the seller has three days to answer."""
    yield from arrived(errand)
    yield errand.arrives_at + LOOKED_AT
    cases.claim(errand)


def unanswered(errand: Errand) -> Moments:
    """The seller is silent, so the case goes to staff."""
    yield from claimed(errand)
    yield clock.now() + 3 * DAY + HOUR


def unanswered_decided(errand: Errand) -> Moments:
    yield from unanswered(errand)
    yield clock.now() + DECIDED
    cases.decide(errand, Outcome.REFUND)


def accepted(errand: Errand) -> Moments:
    yield from claimed(errand)
    yield clock.now() + ANSWERED
    cases.accept(errand)


def kept(errand: Errand) -> Moments:
    """The seller agrees, and the buyer keeps the money here for the next purchase."""
    yield from arrived(errand)
    yield errand.arrives_at + LOOKED_AT
    cases.claim(errand, refund_to=RefundTo.BALANCE)
    yield clock.now() + ANSWERED
    cases.accept(errand)


def accepted_part(errand: Errand) -> Moments:
    """The buyer keeps it and asks for a third back."""
    yield from arrived(errand)
    yield errand.arrives_at + LOOKED_AT
    cases.claim(errand, share=33)
    yield clock.now() + ANSWERED
    cases.accept(errand)


def contested(errand: Errand) -> Moments:
    """The seller sees it differently; staff have three days to decide."""
    yield from claimed(errand)
    yield clock.now() + ANSWERED
    cases.contest(errand)


def drafted(errand: Errand) -> Moments:
    """Begun, and the photos are still to be found."""
    yield from arrived(errand)
    yield errand.arrives_at + LOOKED_AT
    cases.draft(errand)


def offered(errand: Errand) -> Moments:
    """The seller would give a part back; it lies on the table."""
    yield from claimed(errand)
    yield clock.now() + ANSWERED
    cases.offer(errand, share=40)


def agreed(errand: Errand) -> Moments:
    """The buyer takes it, and an hour later it is done."""
    yield from offered(errand)
    yield clock.now() + ANSWERED
    cases.take_offer(errand)
    yield from rated(errand)


def proposed(errand: Errand, outcome: Outcome = Outcome.SPLIT) -> Moments:
    """Our staff propose a decision, and both can still say what they think of it."""
    yield from contested(errand)
    yield clock.now() + DECIDED
    cases.decide(errand, outcome)


def appealed(errand: Errand) -> Moments:
    """Denied, and the buyer brings something new."""
    yield from proposed(errand, Outcome.RELEASE)
    yield clock.now() + 60 * HOUR
    cases.appeal(errand)


def decided(errand: Errand, outcome: Outcome) -> Moments:
    yield from contested(errand)
    yield clock.now() + DECIDED
    cases.decide(errand, outcome)
    yield from rated(errand)


def decided_refund(errand: Errand) -> Moments:
    yield from decided(errand, Outcome.REFUND)


def decided_release(errand: Errand) -> Moments:
    yield from decided(errand, Outcome.RELEASE)


def decided_split(errand: Errand) -> Moments:
    yield from decided(errand, Outcome.SPLIT)


def withdrawn(errand: Errand) -> Moments:
    """It was a misunderstanding; the wait for the money goes on."""
    yield from claimed(errand)
    yield clock.now() + 20 * HOUR
    cases.withdraw(errand)
    yield from released(errand)
    yield from rated(errand)


def not_here(errand: Errand) -> Moments:
    """The carrier says delivered, with a postcode scan; the buyer has nothing."""
    yield from arrived(errand, UNPROVEN)
    yield errand.arrives_at + LOOKED_AT
    cases.claim(errand, reason=cases.NOT_HERE)
    yield clock.now() + ANSWERED
    cases.contest(errand)


def claimed_late(errand: Errand) -> Moments:
    """The money has moved long since; the buyer can claim all the same."""
    yield from arrived(errand)
    yield errand.arrives_at + LOOKED_AT
    errand.confirm()
    yield errand.arrives_at + LONG_AFTER
    cases.claim(errand)


def after_release(errand: Errand) -> Moments:
    yield from claimed_late(errand)
    yield clock.now() + ANSWERED
    cases.accept(errand)
    yield from rated(errand)


def contested_after_release(errand: Errand) -> Moments:
    yield from claimed_late(errand)
    yield clock.now() + ANSWERED
    cases.contest(errand)


def lost(errand: Errand) -> Moments:
    """It never arrives; the seller agrees that it is lost."""
    yield from stuck(errand)
    opens_at = errand.order.nr_opens_at
    assert opens_at is not None
    yield opens_at + 6 * HOUR
    cases.claim(errand)
    yield clock.now() + ANSWERED
    cases.accept(errand)


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        claimed,
        unanswered,
        unanswered_decided,
        accepted,
        kept,
        accepted_part,
        contested,
        drafted,
        offered,
        agreed,
        proposed,
        appealed,
        decided_refund,
        decided_release,
        decided_split,
        withdrawn,
        not_here,
        after_release,
        contested_after_release,
        lost,
    )
}
