"""From how much on a payout leaves by itself: the provider's least, or more if the seller wants it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, policy
from escrow.money import Money
from escrow.story import Refusal, require, story
from sellers.models import PayoutMinimum, Seller


class TooLowAMinimum(Refusal):
    """No provider sends so little."""


@story
def choose(seller: Seller, amount: Money, *, by: Any) -> None:
    """From now on nothing below leaves by itself. Raises TooLowAMinimum."""
    owned = Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller.pk)
    lowest = least(amount.currency)
    sentence = _("Payouts leave from %(least)s on. Choose that, or more.")
    require(amount >= lowest, TooLowAMinimum, sentence % {"least": lowest.format()})
    PayoutMinimum.objects.update_or_create(
        seller=owned, currency=amount.currency, defaults={"amount_minor": amount.minor}
    )
    audit.record(by, "payout_minimum_chosen", owned, amount=str(amount))


def of(seller: Seller, currency: str) -> Money:
    """What the seller wants, and never less than the least."""
    chosen = seller.payout_minimums.filter(currency=currency).first()
    return max(chosen.amount, least(currency)) if chosen else least(currency)


def least(currency: str) -> Money:
    return policy.in_force().amount("payout_minimum", currency)
