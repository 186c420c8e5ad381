"""PayPal accounts that sellers are paid to. One is named by the e-mail address it has there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from escrow import gateways
from escrow.story import Refusal, require

PAYPAL = "paypal"


class NotAnAccount(Refusal):
    """Nothing can be paid to this account number."""


def are_paid() -> bool:
    """PayPal is on, and may pay out."""
    return any(
        each.name == PAYPAL and each.capabilities().pays_out for each in gateways.available()
    )


def is_one(account: str) -> bool:
    """No bank account's number has an @ in it."""
    return "@" in account


def read(text: str) -> str:
    """An e-mail address, in small letters. Raises NotAnAccount."""
    require(are_paid(), NotAnAccount, _("Nothing is paid out to PayPal here. Type the IBAN."))
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise NotAnAccount(_("This is no e-mail address. Please compare it.")) from wrong
    require(len(address) <= 127, NotAnAccount, _("PayPal takes no address that is this long."))
    return address
