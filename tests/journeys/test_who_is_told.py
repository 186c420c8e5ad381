"""Each event of protection.md, lived through, and who hears of it: in words that hold up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from disputes import agreeing, answering, appealing, drafting, offering, reviewing, withdrawing
from disputes.claims import Claim
from disputes.execution import Terms
from disputes.models import Dispute, Offer
from escrow import clock
from escrow.models import Notice
from escrow.money import Money
from marketplace import fulfilment, notices, receipt, tracking
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import answers, books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
BUYER, SELLER, STAFF = "ben@example.com", "ada@example.com", "sofia@example.com"


@dataclass
class World:
    ben: User
    ada: Seller
    lamp: Listing
    sofia: User

    def bought(self) -> Order:
        return doings.buy(self.ben, self.lamp)

    def delivered(self) -> Order:
        return doings.delivered(self.ben, self.lamp)

    def case(self) -> Dispute:
        return doings.complain(self.delivered())

    def offer(self) -> Offer:
        return offering.make_offer(
            self.case(), Terms(Money(4300, "EUR"), "partial"), by=self.ada.user
        )

    def decided(self) -> Dispute:
        """For the seller; the buyer can still appeal."""
        case = self.case()
        answering.contest(case, by=self.ada.user, text="It left whole.")
        doings.propose(case, by=self.sofia, outcome="release")
        doings.let_pass(hours=49)
        return Dispute.objects.get(pk=case.pk)


def waits_at_the_counter(world: World) -> None:
    parcel = doings.send(world.bought())
    for key in ("once", "twice"):
        tracking.record_scan(parcel.pk, kind="awaiting_pickup", at=clock.now(), key=key)


def forgets_the_draft(world: World) -> None:
    order = world.delivered()
    quantities = {line.pk: 1 for line in order.lines.all()}
    said = Claim("ND-DAMAGED", "Cracked", quantities, facts=answers.to("ND-DAMAGED"))
    drafting.save(order.number, said, by=world.ben)
    doings.let_pass(hours=49)


def leaves_it_unpaid(world: World) -> None:
    doings.place(world.ben, world.lamp)
    doings.let_pass(minutes=31)


def takes_more_time(world: World) -> None:
    receipt.extend_protection(world.delivered().number, by=world.ben)


def cancels(world: World) -> None:
    fulfilment.cancel_by_seller(world.bought().number, by=world.ada.user)


def cancels_and_it_goes_back(world: World) -> None:
    cancels(world)
    doings.let_pass(minutes=1)


def never_sends(world: World) -> None:
    world.bought()
    doings.let_pass(days=6)


def never_arrives(world: World) -> None:
    """It is seen again and again, and never comes; nobody claims."""
    parcel = doings.send(world.bought())
    doings.travel(parcel, days=80)


def is_content(world: World) -> None:
    receipt.confirm_receipt(world.delivered().number, by=world.ben)


def is_silent(world: World) -> None:
    world.delivered()
    doings.let_pass(days=8)


def takes_the_claim_back(world: World) -> None:
    withdrawing.withdraw(world.case(), by=world.ben)


def does_not_answer(world: World) -> None:
    doings.complain(doings.delivered(world.ben, world.lamp, quantity=2))
    doings.let_pass(days=4)


def offers(world: World) -> None:
    world.offer()


def takes_the_offer(world: World) -> None:
    agreeing.accept_offer(world.offer(), by=world.ben)


def thinks_again(world: World) -> None:
    agreeing.undo(agreeing.accept_offer(world.offer(), by=world.ben), by=world.ben)


def declines(world: World) -> None:
    agreeing.decline_offer(world.offer(), by=world.ben)


def lets_the_offer_lapse(world: World) -> None:
    world.offer()
    doings.let_pass(hours=73)


def is_asked_for_evidence(world: World) -> None:
    case = world.case()
    answering.contest(case, by=world.ada.user, text="It left whole.")
    asked = Dispute.objects.get(pk=case.pk)
    reviewing.request_evidence(asked, by=world.sofia, side="buyer", words="The label.")


def is_decided(world: World) -> None:
    world.decided()


def appeals(world: World) -> None:
    appealing.appeal(world.decided(), by=world.ben, grounds="Here is the carrier's photo.")


def is_granted(world: World) -> None:
    answering.accept(world.case(), by=world.ada.user)
    doings.let_pass(minutes=1)


def loses_to_the_bank(world: World) -> None:
    doings.bank_decides(doings.bank_asks(world.delivered()), won=False)


TOLD: list[tuple[Callable[[World], None], dict[str, set[str]]]] = [
    (leaves_it_unpaid, {"order_expired": {BUYER}}),
    (waits_at_the_counter, {"parcel_waits": {BUYER}, "order_sent": {BUYER}}),
    (
        is_silent,
        {
            "order_paid": {BUYER},
            "order_to_send": {SELLER},
            "order_delivered": {BUYER},
            "sale_delivered": {SELLER},
            "remind_first": {BUYER},
            "remind_last": {BUYER},
            "money_released": {BUYER, SELLER},
            "order_complete": {BUYER},
            "sale_complete": {SELLER},
        },
    ),
    (is_content, {"money_released": {BUYER, SELLER}, "order_complete": {BUYER}}),
    (takes_more_time, {"protection_extended": {SELLER}}),
    (forgets_the_draft, {"draft_discarded": {BUYER}}),
    (cancels, {"refunded_cancelled": {BUYER, SELLER}}),
    (cancels_and_it_goes_back, {"refund_arrived": {BUYER}}),
    (never_sends, {"refunded_not_dispatched": {BUYER, SELLER}}),
    (never_arrives, {"refunded_presumed_lost": {BUYER, SELLER}}),
    (takes_the_claim_back, {"dispute_withdrawn": {SELLER}, "dispute_opened": {BUYER}}),
    (does_not_answer, {"dispute_with_staff": {BUYER, SELLER}}),
    (offers, {"offer_made": {BUYER}, "dispute_to_answer": {SELLER}}),
    (takes_the_offer, {"offer_taken": {BUYER, SELLER}}),
    (thinks_again, {"offer_undone": {SELLER}}),
    (declines, {"offer_declined": {SELLER}}),
    (lets_the_offer_lapse, {"offer_over": {SELLER}}),
    (is_asked_for_evidence, {"evidence_wanted": {BUYER}}),
    (is_decided, {"decision_proposed": {BUYER, SELLER}, "dispute_decided": {BUYER, SELLER}}),
    (appeals, {"dispute_appealed": {SELLER}, "case_is_appealed": {STAFF}}),
    (is_granted, {"dispute_resolved": {BUYER, SELLER}}),
    (loses_to_the_bank, {"chargeback_lost": {BUYER, SELLER}}),
]


@pytest.fixture
def world(ben: User, ada: Seller, lamp: Listing, sofia: User) -> World:
    return World(ben, ada, lamp, sofia)


@pytest.mark.parametrize(("event", "wanted"), TOLD, ids=lambda each: getattr(each, "__name__", ""))
def test_they_hear_of_it_once_in_whole_sentences(
    event: Callable[[World], None], wanted: dict[str, set[str]], world: World
) -> None:
    event(world)
    heard: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(kind__in=wanted).select_related("to"):
        heard.setdefault(notice.kind, []).append(notice.to.email)
    assert {kind: sorted(people) for kind, people in heard.items()} == {
        kind: sorted(people) for kind, people in wanted.items()
    }
    notices.send_waiting(1000)
    for notice in Notice.objects.all():
        assert notice.sent_at, notice.last_error
        assert_whole(notice)


def assert_whole(notice: Notice) -> None:
    """No hole was left open where a name, an amount or a moment should stand."""
    told: dict[str, Any] = {"subject": notice.subject_line, "body": notice.body}
    for words in told.values():
        assert not any(
            hole in words for hole in (" .", " ,", "  ", "by ;", "None", "{{", "on .")
        ), (
            notice.kind,
            words,
        )
    assert notice.link.startswith("/")


def test_custody_that_ends_is_told_to_both(world: World) -> None:
    """Where a provider may not keep money any longer, and cannot settle it to us."""
    from escrow import gateways
    from escrow.gateways.sandbox.gateway import SandboxGateway
    from tests.marketplace.test_custody import Capped

    gateway = Capped()
    gateway.banked = False
    gateways.register(gateway)
    try:
        parcel = doings.send(world.bought())
        doings.travel(parcel, days=27)
    finally:
        gateways.register(SandboxGateway())
    told = Notice.objects.filter(kind="custody_ended").values_list("to__email", flat=True)
    assert set(told) == {BUYER, SELLER}
    books.assert_right()
