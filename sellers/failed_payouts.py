"""Payouts that a bank refused: once more, or given up and the seller asked for another account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, ledger, money_rights, outbox, payouts
from escrow.models import Payout
from escrow.models.payout import PayoutState
from escrow.story import Refusal, require, story
from sellers.models import PayoutMethod

AGAIN = "payout_again"


class NotFailed(Refusal):
    """The payout is on its way, has arrived, or is over."""


@story
def try_again(payout_ids: list[str], *, by: Any = None) -> None:
    """The day after, or when staff say so: once more, or given up if that cannot help."""
    if by is not None:
        money_rights.check(by, money_rights.MAY_RETRY_PAYOUT)
    for payout in _locked(payout_ids):
        if payout.state == PayoutState.FAILED:
            _again_or_over(payout, by=by)
        deadlines.done([payout], AGAIN)


@story
def give_up(payout_id: Any, *, by: Any) -> None:
    """Staff stop trying; the money is in the seller's balance already. Raises NotFailed."""
    money_rights.check(by, money_rights.MAY_RETRY_PAYOUT)
    for payout in _locked([str(payout_id)]):
        require(
            payout.state == PayoutState.FAILED,
            NotFailed,
            _("Only a payout that the bank refused can be given up."),
        )
        _over(payout, by=by)
        deadlines.cancel([payout], AGAIN)


def _again_or_over(payout: Payout, *, by: Any) -> None:
    enough = ledger.balance(payouts.seller_place(payout), payout.currency) >= payout.amount
    if enough and payout.attempts < payouts.MOST_ATTEMPTS and not payout.method.replaced_at:
        payouts.queue(payout)
        audit.record(by, "payout_tried_again", payout)
        return
    _over(payout, by=by)


def _over(payout: Payout, *, by: Any) -> None:
    payout.give_up(clock.now())
    payout.save()
    if not payout.method.replaced_at:
        payout.method.trouble = PayoutMethod.Trouble.REFUSED
        payout.method.save()
    audit.record(by, "payout_given_up", payout)
    outbox.announce(payout.seller.user_id, "payout_given_up", payout, minor=payout.amount_minor)


def _locked(payout_ids: list[str]) -> list[Payout]:
    found = Payout.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return list(found.filter(pk__in=payout_ids).select_related("seller", "method"))
