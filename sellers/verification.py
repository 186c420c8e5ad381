"""Who really sells: counted, asked for, given, and confirmed by our staff.

A shop that has sold so many orders, or for so much, within a year is asked for name, address and tax
number. When the time is over payouts pause, and nothing else: sales, releases and refunds go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox, policy
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.money import Money
from escrow.story import Refusal, require, step, story
from sellers.models import PerformanceFact, Seller, Verification
from sellers.models.verification import VerificationState as State

DUE = "verification_due"
MAY_DECIDE = "sellers.decide_verification"


class CannotVerify(Refusal):
    """Nothing was asked, it is confirmed already, something is missing, or this person may not."""


@dataclass(frozen=True)
class Sold:
    """Within a year: so many orders, and so much in each currency; and from where on we ask."""

    orders: int
    orders_from: int
    money: list[tuple[Money, Money]]

    @property
    def is_much(self) -> bool:
        return self.orders >= self.orders_from or any(sold >= most for sold, most in self.money)


def sold(seller: Seller) -> Sold:
    """In two questions to the database."""
    rules = policy.in_force()
    since = clock.now() - rules.days_of_sellers("long_window_days")
    kind = PerformanceFact.Kind.SALE
    orders = PerformanceFact.objects.filter(seller=seller, kind=kind, at__gte=since).count()
    paid = Hold.objects.filter(seller=seller, created_at__gte=since)
    paid = paid.exclude(state__in=[HoldState.PENDING, HoldState.VOIDED]).order_by("currency")
    rows = paid.values_list("currency").annotate(minor=Sum("captured_minor"))
    money = [(Money(minor, code), rules.amount("verify_money", code)) for code, minor in rows]
    return Sold(orders, rules.of_sellers("verify_orders"), money)


def has_sold_since(column: str) -> Exists:
    """Of shops: whether they sold something since that moment of theirs, or at all without one."""
    sales = PerformanceFact.objects.filter(
        seller=OuterRef("pk"),
        kind=PerformanceFact.Kind.SALE,
        at__gte=Coalesce(OuterRef(column), OuterRef("created_at")),
    )
    return Exists(sales)


@story
def ask_if_due(seller_id: int) -> bool:
    """Once, when enough was sold: the seller is told what we need, and until when."""
    seller = Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller_id)
    if Verification.objects.filter(seller=seller).exists():
        return False
    counted = sold(seller)
    if not counted.is_much:
        return False
    due_at = clock.now() + policy.in_force().days_of_sellers("verify_days")
    asked = Verification.objects.create(
        seller=seller, asked_at=clock.now(), due_at=due_at, orders=counted.orders
    )
    deadlines.set(asked, DUE, due_at)
    _tell(asked, "verification_asked", until=due_at.isoformat())
    audit.record(None, "verification_asked", seller, orders=counted.orders)
    return True


@story
def give(seller: Seller, *, by: Any, legal_name: str, address: str, tax_id: str) -> Verification:
    """The seller says who sells; may be corrected until our staff have confirmed it.

    Raises CannotVerify.
    """
    row = _locked(seller.pk)
    require(row.can_be_given(), CannotVerify, _("We have confirmed it already."))
    given = [legal_name.strip(), address.strip(), tax_id.strip()]
    require(all(given), CannotVerify, _("Fill in name, address and tax number."))
    row.legal_name, row.address, row.tax_id = given
    row.state, row.given_at, row.because = State.GIVEN, clock.now(), ""
    row.save()
    deadlines.cancel([row], DUE)
    audit.record(by, "verification_given", row.seller)
    return row


@story
def confirm(seller_id: int, *, by: Any) -> None:
    """Our staff have looked, and it is right. Raises CannotVerify."""
    row = _to_decide(seller_id, by)
    row.state, row.decided_at, row.decided_by = State.APPROVED, clock.now(), by
    row.save()
    _tell(row, "verification_confirmed")
    audit.record(by, "verification_confirmed", row.seller)


@story
def send_back(seller_id: int, *, by: Any, because: str) -> None:
    """Something in it is not right: it is asked again, with the reason and new time.

    Raises CannotVerify.
    """
    require(bool(because.strip()), CannotVerify, _("Write why: the seller reads it."))
    row = _to_decide(seller_id, by)
    row.due_at = clock.now() + policy.in_force().days_of_sellers("verify_days")
    row.state, row.because = State.ASKED, because.strip()
    row.decided_at, row.decided_by = clock.now(), by
    row.save()
    deadlines.set(row, DUE, row.due_at)
    _tell(row, "verification_sent_back", until=row.due_at.isoformat())
    audit.record(by, "verification_sent_back", row.seller, because=row.because)


@story
def note_overdue(ids: list[str]) -> None:
    """The time is over: payouts pause from now on, and the seller is told."""
    due = deadlines.due_subjects(ids, DUE, Verification)
    rows = Verification.objects.filter(pk__in=due).select_related("seller").order_by("pk")
    for row in rows.select_for_update(no_key=True, of=("self",)):
        if row.is_overdue(clock.now()):
            _tell(row, "verification_overdue")
            audit.record(None, "payouts_paused", row.seller)
    deadlines.done_by_id(Verification, due, DUE)


def of(seller: Seller) -> Verification | None:
    return Verification.objects.filter(seller=seller).first()


def pauses_payouts(seller: Seller) -> bool:
    row = of(seller)
    return row is not None and row.is_overdue(clock.now())


def _to_decide(seller_id: int, by: Any) -> Verification:
    require(by.has_perm(MAY_DECIDE), CannotVerify, _("You may not decide this."))
    row = _locked(seller_id)
    require(row.seller.user_id != by.pk, CannotVerify, _("It is yours. Somebody else decides."))
    require(row.state == State.GIVEN, CannotVerify, _("There is nothing to decide."))
    return row


@step
def _tell(row: Verification, kind: str, **detail: Any) -> None:
    key = f"{row.pk}:{clock.now().isoformat()}"
    outbox.announce(row.seller.user_id, kind, row, key=key, **detail)


@step
def _locked(seller_id: int) -> Verification:
    rows = Verification.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("seller").filter(seller=seller_id).first()
    require(row is not None, CannotVerify, _("We have not asked for anything."))
    assert row is not None
    return row
