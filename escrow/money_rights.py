"""Who may look at other people's money, and what each deed of the money desk asks for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from escrow.story import Refusal, require

MAY_LOOK = "escrow.look_at_money"
MAY_ASK_PROVIDER = "escrow.ask_provider"
MAY_REPLAY = "escrow.replay_paymentevent"
MAY_SETTLE = "escrow.settle_difference"
MAY_RETRY = "escrow.retry_deadline"
MAY_RETRY_PAYOUT = "escrow.retry_payout"
MAY_RESEND = "escrow.resend_refund"
MAY_TOP_UP = "escrow.top_up_fund"


class NotAllowed(Refusal):
    """This person of our staff has not the right to do that."""


def check(by: Any, right: str) -> None:
    """Raises NotAllowed."""
    require(by.has_perm(right), NotAllowed, _("You may read this. Doing it needs another right."))
