"""Naming the bank account that a seller's money goes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError

from escrow import audit, clock, gateways, outbox, policy
from escrow.chart import Kind
from escrow.models import Account
from escrow.story import require, step, story
from sellers import payouts, paypal_accounts
from sellers.models import PayoutMethod, Seller
from sellers.paypal_accounts import NotAnAccount as NotAnAccount


@story
def name_account(
    seller: Seller, *, by: Any, holder: str, account: str, bank: str = ""
) -> PayoutMethod:
    """From now on the seller is paid here; a changed account waits before its first payout.

    Whoever owns the shop is told by mail, so that a thief cannot do it quietly. Raises NotAnAccount.
    """
    number = read_account(account)
    return name(seller, by=by, gateway=_gateway(number), account=number, holder=holder, bank=bank)


@step
def name(
    seller: Seller, *, by: Any, gateway: str, account: str, holder: str, bank: str = ""
) -> PayoutMethod:
    """Whichever way the account was found."""
    owned = Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller.pk)
    usable_from = clock.now() + safety_wait(owned)
    owned.payout_methods.filter(replaced_at=None).update(replaced_at=clock.now())
    method = PayoutMethod.objects.create(
        seller=owned,
        gateway=gateway,
        holder=holder.strip(),
        account=account,
        bank=bank.strip(),
        created_at=clock.now(),
        usable_from=usable_from,
    )
    payouts.promise_next(owned)
    audit.record(by, "payout_account_named", owned, hint=method.hint)
    outbox.announce(
        owned.user_id,
        "payout_account_named",
        method,
        usable_from=usable_from.isoformat(),
    )
    return method


@story
def choose_schedule(seller: Seller, schedule: str, *, by: Any) -> None:
    """How often the seller's money leaves by itself."""
    owned = Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller.pk)
    owned.payout_schedule = schedule
    owned.save(update_fields=["payout_schedule"])
    payouts.promise_next(owned)
    audit.record(by, "payout_schedule_chosen", owned, schedule=schedule)


def safety_wait(seller: Seller) -> timedelta:
    """How long a newly named account waits; nothing where a thief would find nothing to take."""
    if payouts.method_of(seller) or _has_money(seller):
        return policy.in_force().window("payout_cool")
    return timedelta(0)


def read_account(text: str) -> str:
    """An IBAN whose check digits fit, a plain number where there are no IBANs, or PayPal's address."""
    if paypal_accounts.is_one(text):
        return paypal_accounts.read(text)
    number = iban.compact(text).upper()
    if number[:2].isalpha():
        try:
            return str(iban.validate(number, check_country=False))
        except ValidationError as wrong:
            raise NotAnAccount(_("This IBAN has a typing error. Please compare it.")) from wrong
    require(
        number.isdigit() and 4 <= len(number) <= 20,
        NotAnAccount,
        _("Type the IBAN, or an account number of 4 to 20 digits."),
    )
    return number


def _has_money(seller: Seller) -> bool:
    mine = Account.objects.filter(kind=Kind.SELLER_PAYABLE, owner=seller.payable.owner)
    return mine.filter(balance_minor__gt=0).exists()


def takes_bank_accounts() -> bool:
    """Whether some gateway pays to an account number; some pay to accounts of their own only."""
    return bool(_to_bank_accounts())


def _gateway(number: str) -> str:
    """Who brings money there: PayPal to its own accounts, and the first that can to a bank."""
    if paypal_accounts.is_one(number):
        return paypal_accounts.PAYPAL
    able = _to_bank_accounts()
    require(bool(able), NotAnAccount, _("Nothing can be paid out here yet."))
    return able[0]


def _to_bank_accounts() -> list[str]:
    capable = [(each.name, each.capabilities()) for each in gateways.available()]
    able = [name for name, able in capable if able.pays_out and not able.onboards_sellers]
    return [name for name in able if name != paypal_accounts.PAYPAL]
