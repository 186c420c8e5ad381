"""The demo sellers' bank accounts: money leaves every week, and one bank sends a payout back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from escrow import clock, operations
from escrow.gateways.sandbox import payouts as bank
from escrow.models import Operation, SandboxPayout
from marketplace.demo.catalogue import SELLERS
from marketplace.demo.errands import Stage
from marketplace.demo.people import SELLER_EMAIL
from sellers import payout_methods, payouts
from sellers.models import Seller
from sellers.models.seller import Schedule

# The sandbox's bank lets its number decide; every other number is simply paid.
SENDS_BACK = "000111111140"
WITHOUT_ACCOUNT, MOVES_BANK = "lena@example.com", "kasia@example.com"
MOVED = timedelta(days=13)
OWNERS = {shop.email: shop.owner for shop in SELLERS}


def name_accounts(sellers: dict[str, Seller]) -> None:
    """All but one have said where their money goes, and Ada that once a month is enough.

    Nothing has been earned yet, so no account waits.
    """
    for number, seller in enumerate(sellers.values()):
        if seller.user.email != WITHOUT_ACCOUNT and not payouts.method_of(seller):
            _name(seller, f"4417002{5037 + 37 * number}")
        if seller.user.email == SELLER_EMAIL:
            payout_methods.choose_schedule(seller, Schedule.MONTHLY, by=seller.user)


def moves(stage: Stage, now: datetime) -> Iterator[datetime]:
    """A seller names an account that the bank has blocked; the next payout comes back."""
    yield now - MOVED
    seller = stage.users[MOVES_BANK].seller
    if not seller.payout_methods.filter(account=SENDS_BACK).exists():
        _name(seller, SENDS_BACK)


def bring() -> None:
    """What is due at the banks by now arrives or comes back, and we hear of it at that hour."""
    due = SandboxPayout.objects.filter(goes_on_at__lte=clock.now())
    keys = list(due.values_list("operation_key", flat=True))
    if keys and bank.go_on_due():
        for operation in Operation.objects.filter(pk__in=keys).order_by("created_at"):
            operations.ask(operation)


def _name(seller: Seller, account: str) -> None:
    holder = OWNERS[seller.user.email]
    payout_methods.name_account(seller, by=seller.user, holder=holder, account=account)
