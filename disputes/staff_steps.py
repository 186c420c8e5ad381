"""What staff can do with a case, each step by the name its button has."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from disputes import (
    appealing,
    colleagues,
    deciding,
    return_tracking,
    reviewing,
    second_person,
    solo,
    suggesting,
)
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState
from escrow.money import Money
from escrow.story import Refusal
from marketplace.models import User

Step = Callable[[Dispute, User], str]


class NothingToApprove(Refusal):
    """No decision of this case waits for a second person."""


def take(dispute: Dispute, by: User) -> str:
    reviewing.take(dispute, by=by)
    return _("It is yours now.")


def hand_back(dispute: Dispute, by: User) -> str:
    reviewing.hand_back(dispute, by=by)
    return _("Somebody else can take it now.")


def think_again(dispute: Dispute, by: User) -> str:
    deciding.think_again(dispute, by=by)
    return _("The proposal is taken back, and both parties are told.")


def approve(dispute: Dispute, by: User) -> str:
    last = dispute.decisions.last()
    if last is None:
        raise NothingToApprove(_("No decision waits here."))
    if dispute.state == DisputeState.APPEALED:
        appealing.approve(last, by=by)
        return _("Approved. It stands.")
    deciding.approve(last, by=by)
    return _("Approved. Both parties read it now.")


def warm_up(dispute: Dispute, by: User) -> str:
    last = dispute.decisions.last()
    if last is None:
        raise NothingToApprove(_("No decision waits here."))
    solo.take_back(last, by=by)
    return _("Taken back. Decide anew.")


def return_came(dispute: Dispute, by: User) -> str:
    return_tracking.mark_delivered(dispute, by=by)
    return _("Noted. The seller has three days to look at it.")


def return_lost(dispute: Dispute, by: User) -> str:
    return_tracking.mark_lost(dispute, by=by)
    return _("Noted. Whose label it was bears it; of the buyer's own, you decide.")


def ask(dispute: Dispute, by: User, side: str, words: str) -> str:
    reviewing.request_evidence(dispute, by=by, side=side, words=words)
    return _("They are asked, and have three days.")


def reject(dispute: Dispute, by: User, words: str) -> str:
    last = dispute.decisions.last()
    if last is None:
        raise NothingToApprove(_("No decision waits here."))
    second_person.reject(last, by=by, words=words)
    return _("Sent back. Whoever wrote it reads why.")


def note(dispute: Dispute, by: User, words: str) -> str:
    colleagues.note(dispute, by=by, words=words)
    return _("Noted.")


def hand_over(dispute: Dispute, by: User, to: User, words: str) -> str:
    colleagues.hand_over(dispute, by=by, to=to, words=words)
    return _("%(name)s has it now, and is told.") % {"name": to}


def suggest(dispute: Dispute, by: User, remedy: str, amount: Money, words: str) -> str:
    suggesting.suggest(dispute, by=by, remedy=remedy, amount=amount, words=words)
    return _("Both read it now. It counts when each of them says yes.")


STEPS: dict[str, Step] = {
    "take": take,
    "hand_back": hand_back,
    "think_again": think_again,
    "approve": approve,
    "warm_up": warm_up,
    "return_came": return_came,
    "return_lost": return_lost,
}
