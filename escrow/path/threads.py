"""By what an order's money is found in the journal: its accounts, and the keys of its entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from escrow.chart import Kind
from escrow.models import (
    Account,
    Chargeback,
    ChargebackPart,
    Hold,
    HoldFunding,
    JournalEntry,
    Operation,
    Payment,
    Posting,
    Recovery,
    Refund,
)
from escrow.path.movement import Booking, bookings

# Entries about a hold that need not touch the hold's own account; keys end with the hold's id.
ABOUT_A_HOLD = ("release", "reserve", "repay")
ABOUT_A_CALL = ("refunded", "bounced")


@dataclass(frozen=True)
class Threads:
    """Who belongs together; what moved comes from the journal.

    `fundings` are all that a payment of this order's was meant to pay, other orders' too, and
    `parts` all that a bank's claim is about: they say whose part it is. `calls` are the refunds
    by the id of each call to the provider.
    """

    currency: str
    holds: frozenset[str]
    sellers: frozenset[str]
    fundings: tuple[HoldFunding, ...]
    refunds: tuple[Refund, ...]
    calls: dict[str, Refund]
    recoveries: tuple[str, ...]
    chargebacks: tuple[Chargeback, ...]
    parts: tuple[ChargebackPart, ...]

    @cached_property
    def payments(self) -> frozenset[str]:
        return frozenset(str(funding.payment_id) for funding in self.fundings)

    @cached_property
    def refund_of(self) -> dict[str, Refund]:
        """By what a key may be about: the refund itself, or one of its calls."""
        return {str(refund.pk): refund for refund in self.refunds} | self.calls

    @property
    def own_payments(self) -> frozenset[Payment]:
        """What this order was meant to be paid with."""
        own = (one for one in self.fundings if str(one.hold_id) in self.holds)
        return frozenset(funding.payment for funding in own)

    def is_own(self, subject: str) -> bool:
        """An entry about it is about this order and no other."""
        refund = self.refund_of.get(subject)
        return subject in self.holds or bool(refund and refund.hold_id)

    def keys(self) -> list[str]:
        made_good = (f"made-good:{one.pk}" for one in self.chargebacks)
        about_holds = [
            f"{name}:{hold}" for name in (*ABOUT_A_HOLD, *made_good) for hold in self.holds
        ]
        calls = [f"{name}:{call}" for name in ABOUT_A_CALL for call in self.calls]
        credited = [f"credited:{refund.pk}" for refund in self.refunds]
        return about_holds + calls + credited + [f"recover:{name}" for name in self.recoveries]

    def owners(self) -> dict[Kind, list[str]]:
        return {
            Kind.ESCROW: [f"hold:{hold}" for hold in self.holds],
            Kind.UNAPPLIED: [f"payment:{payment}" for payment in self.payments],
            Kind.CHARGEBACK_SUSPENSE: [one.suspense.owner for one in self.chargebacks],
        }


def threads_of(holds: Sequence[Hold], currency: str) -> Threads:
    fundings = _fundings(holds)
    payments = {funding.payment for funding in fundings}
    refunds = _refunds(holds, payments)
    calls = Operation.objects.filter(refund__in=refunds).values_list("pk", "refund")
    by_id = {refund.pk: refund for refund in refunds}
    at_a_bank = {one.payment for one in fundings if getattr(one, "at_a_bank", True)}
    chargebacks = tuple(Chargeback.objects.filter(payment__in=at_a_bank))
    recovered = [hold for hold in holds if hold.recovered]
    return Threads(
        currency=currency,
        holds=frozenset(str(hold.pk) for hold in holds),
        sellers=frozenset(f"seller:{hold.seller_id}" for hold in holds),
        fundings=fundings,
        refunds=refunds,
        calls={str(call): by_id[refund] for call, refund in calls if refund},
        recoveries=tuple(
            Recovery.objects.filter(hold__in=recovered).values_list("reference", flat=True)
        ),
        chargebacks=chargebacks,
        parts=tuple(ChargebackPart.objects.filter(chargeback__in=chargebacks)),
    )


def _fundings(holds: Sequence[Hold]) -> tuple[HoldFunding, ...]:
    paying = HoldFunding.objects.filter(hold__in=holds).values("payment")
    banks = Chargeback.objects.filter(payment=OuterRef("payment"))
    found = HoldFunding.objects.filter(payment__in=paying).select_related("payment")
    return tuple(found.annotate(at_a_bank=Exists(banks)).order_by("pk"))


def _refunds(holds: Sequence[Hold], payments: Collection[Payment]) -> tuple[Refund, ...]:
    """Those of the holds, and of payments that never came to their holds.

    What the buyer takes out of the balance is of no order any more.
    """
    whole = Q(hold=None, payment__in=payments) & ~Q(reason=Refund.Reason.WITHDRAWAL)
    found = Refund.objects.filter(Q(hold__in=holds) | whole)
    return tuple(found.order_by("created_at", "pk"))


def found(threads: Threads) -> list[Booking]:
    """Every entry that may be about this order, and those that take one of them back.

    What takes an entry back moves the same accounts, and is asked for where the key told of it.
    """
    in_accounts = Posting.objects.filter(account__in=_accounts(threads.owners())).values("entry")
    by_key = JournalEntry.objects.filter(key__in=threads.keys()).values("pk")
    taken_back = JournalEntry.objects.filter(reverses__in=by_key).values("pk")
    return bookings(in_accounts.union(by_key, taken_back), threads.currency)


def _accounts(owners: dict[Kind, list[str]]) -> QuerySet[Account]:
    wanted = Q(pk__in=[])
    for kind, names in owners.items():
        wanted |= Q(kind=kind, owner__in=names)
    return Account.objects.filter(wanted)
