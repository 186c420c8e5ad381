"""What a buyer needs for a bank transfer, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse

from escrow.gateways.bank_transfer import account, movements, qr, reference
from escrow.gateways.bank_transfer.qr import Drawing
from escrow.models import BankCharge, Operation
from escrow.money import Money
from marketplace.models import Checkout


@dataclass(frozen=True)
class Transfer:
    """`asked` is what is still to come, `came` what came already and is not enough."""

    state: str
    holder: str
    iban: str
    bic: str
    bank: str
    asked: Money
    came: Money
    reference: str
    creditor_reference: str
    pay_by: datetime
    code: Drawing | None
    back_url: str


def of(operation: Operation) -> Transfer:
    """Raises Http404 where nobody was asked to transfer anything."""
    charge = BankCharge.objects.filter(operation_key=operation.pk).first()
    checkout = Checkout.objects.filter(tenders__payment=operation.payment).first()
    if charge is None or checkout is None or not charge.reference:
        raise Http404
    came = movements.sum_of(movements.kept_for(charge), charge.currency)
    asked, shown = charge.amount - came, reference.shown(charge.reference)
    is_euro = charge.currency == "EUR"
    return Transfer(
        state=charge.state,
        holder=account.holder(),
        iban=account.in_groups(account.iban()),
        bic=account.bic(),
        bank=account.bank(),
        asked=asked,
        came=came,
        reference=shown,
        creditor_reference=reference.creditor_reference(charge.reference) if is_euro else "",
        pay_by=checkout.pay_by,
        code=qr.drawing(asked, shown) if charge.is_waiting() else None,
        back_url=reverse("checkout_return", args=[checkout.pk]),
    )
