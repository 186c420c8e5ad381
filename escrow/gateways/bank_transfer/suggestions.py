"""Whose money a deposit may be: the same amount, and a name that fits. For people to look at only."""

from __future__ import annotations

import re
import unicodedata

from escrow.gateways.bank_transfer import reference
from escrow.models import BankCharge, BankMovement, Operation

MOST = 3


def suggested(came: BankMovement) -> list[str]:
    """References of purchases that wait for exactly this, those whose buyer's name fits first."""
    waiting = BankCharge.objects.filter(
        state=BankCharge.State.WAITING, currency=came.currency, amount_minor=came.amount_minor
    )
    charges = list(waiting.order_by("-at")[:50])
    names = _buyers(charges)
    payer = _words(came.line.name if came.line else "")
    fits = {each.pk: len(payer & _words(names.get(each.operation_key, ""))) for each in charges}
    best = sorted(charges, key=lambda each: -fits[each.pk])
    return [_shown(each, fits[each.pk]) for each in best[:MOST]]


def _shown(charge: BankCharge, words: int) -> str:
    star = " ★" if words else ""
    return f"{reference.shown(charge.reference or '')}{star}"


def _buyers(charges: list[BankCharge]) -> dict[object, str]:
    keys = [charge.operation_key for charge in charges]
    found = Operation.objects.filter(pk__in=keys).select_related("payment__buyer")
    return {each.pk: str(each.the_payment.buyer) for each in found}


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return {word for word in re.findall(r"[a-z]+", plain) if len(word) > 1}
