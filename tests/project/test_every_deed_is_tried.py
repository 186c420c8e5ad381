"""Each deed of the matrix is tried by each role: let in by its right, refused without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.test import Client, RequestFactory

from disputes import colleagues, contesting, deciding, restricting, reviewing
from disputes.models import Decision, Dispute
from escrow import (
    asking,
    differences,
    fund,
    operations,
    policy_drafts,
    policy_publishing,
    replaying,
    second_tries,
    stranded,
)
from escrow.models import (
    BankMovement,
    BankTransfer,
    Chargeback,
    Notice,
    Outage,
    PaymentEvent,
    Refund,
)
from escrow.money import Money
from escrow.replaying import NotActedOn
from escrow.story import Refusal
from marketplace import (
    emergency_freeze,
    fulfilment,
    giving_roles,
    moderators,
    reporting,
    sanction_appeals,
    suspending,
)
from marketplace.models import Category, Listing, Newsletter, User
from marketplace.policy_trial import running
from marketplace.staff_deeds import words_of
from marketplace.staff_roles import ROLES, Role, deeds
from sellers import failed_payouts, level_review, verification
from sellers.models import Sanction, Seller
from tests import doings, factories
from tests.cast import MONDAY
from tests.project.test_permission_matrix import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
REFUSED = re.compile(r"You may |somebody else's sale|not yours to hand over")


@dataclass
class Scene:
    """What the deeds are about."""

    ben: User
    ada: Seller
    lamp: Listing
    case: Dispute
    decision: Decision
    bank_case: Chargeback
    sanction: Sanction
    refund: Refund


Deed = Callable[[Scene, User], object]


def through(model: type, what: str) -> Deed:
    """A deed of Django's admin itself: adding, changing, an action of a list."""

    def ask(scene: Scene, by: User) -> None:
        request = RequestFactory().get("/")
        request.user = by
        desk = admin.site._registry[model]
        own = {"add": desk.has_add_permission, "change": desk.has_change_permission}
        may = own[what](request) if what in own else what in desk.get_actions(request)
        if not may:
            raise PermissionDenied

    return ask


def page(address: str) -> Deed:
    """A page that opens with the right, and is 403 without."""

    def ask(scene: Scene, by: User) -> None:
        client = Client()
        client.force_login(by)
        if client.get(address).status_code == 403:
            raise PermissionDenied

    return ask


TRIALS: dict[str, Deed] = {
    "disputes.decide_dispute": lambda scene, by: reviewing.take(scene.case, by=by),
    "disputes.approve_decision": lambda scene, by: deciding.approve(scene.decision, by=by),
    "disputes.assign_dispute": lambda scene, by: colleagues.hand_over(
        scene.decision.dispute, by=by, to=scene.ben, words="Please."
    ),
    "disputes.keep_standing": lambda scene, by: restricting.restrict(
        scene.ben, by=by, code="several", words="Why.", days=3
    ),
    "escrow.add_bankstatement": page("/admin/escrow/bankstatement/import/"),
    "escrow.add_outage": through(Outage, "add"),
    "escrow.ask_emergency_freeze": lambda scene, by: emergency_freeze.ask(
        scene.ada, by=by, reason="Stones.", words="We look."
    ),
    "escrow.ask_provider": lambda scene, by: asking.ask_again(uuid4(), by=by),
    "escrow.change_bankmovement": through(BankMovement, "assign"),
    "escrow.change_banktransfer": through(BankTransfer, "refused_by_bank"),
    "escrow.change_chargeback": lambda scene, by: contesting.contest(scene.bank_case.pk, by=by),
    "escrow.change_notice": through(Notice, "send_again"),
    "escrow.change_outage": through(Outage, "end_now"),
    "escrow.confirm_emergency_freeze": lambda scene, by: emergency_freeze.confirm(
        SimpleNamespace(pk=0, seller_id=scene.ada.pk), by=by
    ),
    "escrow.draft_policies": lambda scene, by: policy_drafts.begin("Longer holds", by=by),
    "escrow.look_at_money": page("/admin/escrow/desk/"),
    "escrow.publish_policies": lambda scene, by: policy_publishing.publish(
        0, because="Yes.", sha256="", by=by
    ),
    "escrow.replay_paymentevent": lambda scene, by: replaying.act_again(PaymentEvent(pk=0), by=by),
    "escrow.resend_refund": lambda scene, by: stranded.send_again(scene.refund.pk, by=by),
    "escrow.retry_deadline": lambda scene, by: second_tries.try_again([0], by=by),
    "escrow.retry_payout": lambda scene, by: failed_payouts.try_again([str(uuid4())], by=by),
    "escrow.settle_difference": lambda scene, by: differences.settle_difference(
        [0], by=by, note="Ours."
    ),
    "escrow.top_up_fund": lambda scene, by: fund.top_up(Money(100, "EUR"), reference="t", by=by),
    "escrow.try_policies": lambda scene, by: running.ask_with_own(
        0, MONDAY.date(), MONDAY.date(), by=by
    ),
    "marketplace.add_category": through(Category, "add"),
    "marketplace.add_newsletter": through(Newsletter, "add"),
    "marketplace.change_category": through(Category, "change"),
    "marketplace.give_roles": lambda scene, by: giving_roles.give(
        scene.ben, ["agent"], by=by, because="New."
    ),
    "marketplace.settle_listing_reports": lambda scene, by: reporting.keep(scene.lamp, by=by),
    "sellers.answer_sanction": lambda scene, by: sanction_appeals.answer(
        scene.sanction, by=by, granted=True, words="Yes."
    ),
    "sellers.decide_verification": lambda scene, by: verification.confirm(scene.ada.pk, by=by),
    "sellers.moderate_rating": lambda scene, by: moderators.leave([0], by=by),
    "sellers.set_level": lambda scene, by: level_review.restrict(
        [scene.ada.pk], by=by, because="Why."
    ),
    "sellers.suspend_person": lambda scene, by: suspending.suspend(
        scene.ben, by=by, because="Why.", days=3
    ),
}


def test_every_deed_has_its_trial() -> None:
    assert set(TRIALS) == set(deeds())


@pytest.fixture
def met(ben: User, ada: Seller, lamp: Listing, bowl: Listing) -> Scene:
    otto = factories.staff("otto@example.com", "Otto")
    root = User.objects.create_superuser("root@example.com")
    doings.bank_asks(doings.buy(ben, lamp))
    refund = never_brought_back(ben, lamp)
    decided = doings.complain(doings.delivered(ben, bowl))
    case = doings.complain(doings.delivered(ben, lamp))
    doings.let_pass(days=4)
    decision = doings.propose(Dispute.objects.get(pk=decided.pk), by=otto, outcome="release")
    sanction = suspending.suspend(ben, by=root, because="Stones.", days=9)
    bank_case = Chargeback.objects.get()
    return Scene(ben, ada, lamp, case, decision, bank_case, sanction, refund)


def never_brought_back(ben: User, lamp: Listing) -> Refund:
    """The card takes no refund."""
    placed = doings.place(ben, lamp)
    doings.pay(placed, doings.CLOSED_CARD)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    return Refund.objects.get(payment__tender__checkout=placed)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_each_deed_is_done_by_its_roles_alone(role: Role, met: Scene) -> None:
    by = member(role)
    wrong = [
        f"{role.name}: {words_of(deed)}"
        for deed in deeds()
        if is_let_in(TRIALS[deed], met, by) != (deed in role.deeds)
    ]
    assert not wrong, wrong


def is_let_in(deed: Deed, scene: Scene, by: User) -> bool:
    """Whether the right was there; what else the deed lacks here is another matter."""
    before = transaction.savepoint()
    try:
        deed(scene, by)
    except PermissionDenied:
        return False
    except Refusal as refusal:
        return not REFUSED.search(str(refusal))
    except (ObjectDoesNotExist, NotActedOn):
        return True
    finally:
        transaction.savepoint_rollback(before)
    return True
