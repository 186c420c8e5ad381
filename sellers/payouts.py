"""When a seller's money leaves for the bank: by schedule, or when the seller asks for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow import audit, clock, deadlines, ledger, payouts
from escrow.chart import Kind
from escrow.ledger import Entry
from escrow.models import Account, Payout
from escrow.models.payout import UNSETTLED
from escrow.story import Refusal, require, step, story
from sellers import payout_minimums, verification
from sellers.models import PayoutMethod, Seller
from sellers.models.seller import Schedule

AT = time(6)
PAUSED = gettext_lazy("Payouts wait until you have said who you are. Your desk says what we need.")


class NothingToPayOut(Refusal):
    """There is no payout method yet, it is too fresh, or there is too little to send."""


@story
def pay_out_by_schedule(seller_ids: list[str]) -> None:
    """The day has come: everything above the minimum leaves for the seller's bank."""
    for seller in _locked(seller_ids):
        if str(seller.pk) in deadlines.due_subjects(seller_ids, "payout", Seller):
            method = method_of(seller)
            is_paused = verification.pauses_payouts(seller)
            if method and method.is_usable(clock.now()) and not is_paused:
                _assemble(seller, method, by=None)
            deadlines.done([seller], "payout")
            promise_next(seller)


@story
def pay_out_now(seller: Seller, *, by: Any) -> list[Payout]:
    """The seller does not want to wait for the day. Raises NothingToPayOut."""
    locked = _locked([str(seller.pk)])[0]
    method = method_of(locked)
    require(
        method is not None, NothingToPayOut, _("Say first which account your money shall go to.")
    )
    assert method is not None
    require(
        not method.trouble, NothingToPayOut, _("Your bank sent a payout back. Check your account.")
    )
    require(
        method.is_usable(clock.now()),
        NothingToPayOut,
        _("This account is new. Money can go there after a safety wait."),
    )
    require(not verification.pauses_payouts(locked), NothingToPayOut, str(PAUSED))
    sent = _assemble(locked, method, by=by)
    require(bool(sent), NothingToPayOut, _("There is nothing to pay out yet, or one is under way."))
    return sent


def method_of(seller: Seller) -> PayoutMethod | None:
    return seller.payout_methods.filter(replaced_at=None).first()


@step
def promise_next(seller: Seller) -> None:
    """The next payout day, by the seller's own calendar; none when the seller asks each time."""
    moment = next_day(seller, clock.now())
    if moment is None:
        deadlines.cancel([seller], "payout")
    else:
        deadlines.set(seller, "payout", moment)


def next_day(seller: Seller, after: datetime) -> datetime | None:
    """Six in the morning where the seller is, on the next day that the schedule names."""
    if seller.payout_schedule == Schedule.ON_REQUEST:
        return None
    day = after.astimezone(seller.zone).date() + timedelta(days=1)
    while not _is_payout_day(day, seller.payout_schedule):
        day += timedelta(days=1)
    return datetime.combine(day, AT, seller.zone)


def _is_payout_day(day: date, schedule: str) -> bool:
    if schedule == Schedule.MONTHLY:
        return day.day == 1
    return day.weekday() == 0 if schedule == Schedule.WEEKLY else day.weekday() < 5


def _assemble(seller: Seller, method: PayoutMethod, *, by: Any) -> list[Payout]:
    sent = []
    ledger.alone(seller.payable)
    for currency in _currencies(seller):
        _net(seller, currency)
        amount = ledger.balance(seller.payable, currency)
        lowest = payout_minimums.least if by else partial(payout_minimums.of, seller)
        if amount >= lowest(currency):
            sent.append(payouts.send(method, amount))
    for payout in sent:
        audit.record(by, "payout_assembled", payout, amount=str(payout.amount))
    return sent


def _currencies(seller: Seller) -> list[str]:
    """Where there is money, and no payout is under way or waits for another try."""
    busy = Payout.objects.filter(seller=seller, state__in=UNSETTLED).values("currency")
    payable = Account.objects.filter(
        kind=Kind.SELLER_PAYABLE, owner=seller.payable.owner, balance_minor__gt=0
    )
    return list(payable.exclude(currency__in=busy).values_list("currency", flat=True))


def _net(seller: Seller, currency: str) -> None:
    """What the seller owes Holdfast is settled before anything leaves."""
    owed = ledger.balance(seller.owed_for_chargebacks, currency)
    part = min(owed, ledger.balance(seller.payable, currency))
    if part:
        entry = Entry(f"netted:{seller.pk}:{currency}:{clock.now().isoformat()}", "debt_netted")
        ledger.post(entry.debit(seller.payable, part).credit(seller.owed_for_chargebacks, part))


def _locked(seller_ids: list[str]) -> list[Seller]:
    found = Seller.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=seller_ids)
    return list(found.select_related("user").order_by("pk"))
