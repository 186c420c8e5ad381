"""Refunds that the provider could not bring to the buyer: the buyer or staff choose another way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit, balances, money_rights, refunds
from escrow.models import Payment, Refund
from escrow.story import Refusal, require, story


class NotStranded(Refusal):
    """The refund is on its way, or has arrived."""


@story
def keep_in_balance(refund_id: UUID, *, by: Any) -> Refund:
    """The buyer takes it into their balance. Raises NotStranded."""
    refund = _locked(refund_id)
    balances.credit([refund])
    audit.record(by, "refund_kept_in_balance", refund)
    return refund


@story
def send_again(refund_id: UUID, *, by: Any) -> Refund:
    """Once more to where the money came from. Raises NotStranded."""
    refund = _locked(refund_id)
    if by.pk != refund.payment.buyer_id:
        money_rights.check(by, money_rights.MAY_RESEND)
    refunds.send_again(refund)
    audit.record(by, "refund_sent_again", refund)
    return refund


def _locked(refund_id: UUID) -> Refund:
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
    refund.payment = payment
    require(refund.is_stranded(), NotStranded, _("This refund is on its way, or has arrived."))
    return refund
