"""The guarantee fund: fed by Plus fees and by the operator, it pays when a seller cannot."""

from __future__ import annotations

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext as _

from escrow import audit, clock, ledger, money_rights
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import Account, Deadline, Hold, JournalEntry, Posting
from escrow.money import Money
from escrow.recovery import FundIsShort
from escrow.story import Refusal, require, step, story

FUND, PLUS_DUE, BANK = Place(Kind.GUARANTEE_FUND), Place(Kind.PLUS_DUE), Place(Kind.BANK)


class NotToppedUp(Refusal):
    """Nothing was named, or it is in the books already."""


@story
def sweep_plus_fees() -> int:
    """Plus fees of released holds reach the fund, all at once and once an hour.

    Returns in how many currencies something was due.
    """
    _alone()
    entries = [
        _swept(account, due)
        for account in Account.objects.filter(kind=Kind.PLUS_DUE)
        if (due := _due(account)) > Money.zero(account.currency)
    ]
    if entries:
        ledger.post(*entries)
    return len(entries)


@story
def top_up(amount: Money, *, reference: str, by: object = None) -> None:
    """The operator puts money from the bank into the fund; the same reference counts once.

    What has waited because the fund was short is tried again at once. Raises NotToppedUp.
    """
    key = f"fund-top-up:{reference}"
    if by is not None:
        money_rights.check(by, money_rights.MAY_TOP_UP)
    require(amount > Money.zero(amount.currency), NotToppedUp, _("Say how much it was."))
    require(
        not JournalEntry.objects.filter(key=key).exists(),
        NotToppedUp,
        _("A top-up with this reference is in the books already."),
    )
    entry = Entry(key, "fund_top_up")
    written = ledger.post(entry.debit(BANK, amount).credit(FUND, amount))
    audit.record(by, "fund_topped_up", written[0], amount=str(amount))
    Deadline.objects.waiting_for_the_fund().update(due_at=clock.now())


@step
def make_good(hold: Hold, amount: Money, *, why: str) -> None:
    """A seller should have kept what the buyer was paid: the fund gives it, and nobody owes it.

    Raises FundIsShort.
    """
    seller = Place(Kind.SELLER_PAYABLE, f"seller:{hold.seller_id}")
    ledger.alone(seller, FUND)
    require(
        amount <= balance(amount.currency),
        FundIsShort,
        _("The guarantee fund is short of %(amount)s. Top it up, and decide again.")
        % {"amount": amount.format()},
    )
    entry = Entry(f"made-good:{why}:{hold.pk}", "fund_made_good")
    ledger.post(entry.debit(FUND, amount).credit(seller, amount))


def balance(currency: str) -> Money:
    return ledger.balance(FUND, currency)


def _alone() -> None:
    """Two sweeps at once would count the same fees twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('plus_fees'))")


def _due(account: Account) -> Money:
    minor = Posting.objects.filter(account=account).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return Money(-minor, account.currency)


def _swept(account: Account, due: Money) -> Entry:
    key = f"plus-swept:{account.currency}:{clock.now():%Y%m%dT%H%M%S.%f}"
    return Entry(key, "plus_swept").debit(PLUS_DUE, due).credit(FUND, due)
