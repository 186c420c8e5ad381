"""By what an order's money is found in the journal: its accounts, and the keys of its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from escrow.chart import Kind
from escrow.models import Account, Freeze, HoldFunding, JournalEntry, Posting, Recovery, Refund
from escrow.path.movement import Booking, bookings

# Entries about a hold that need not touch the hold's own account; keys end with the hold's id.
ABOUT_A_HOLD = ("release", "reserve", "repay")


@dataclass(frozen=True)
class Threads:
    """Identities only; every amount comes from the journal.

    `fundings` are all that a payment of this order's was meant to pay, other orders' too: they
    say whose part a payment is that never came to its holds.
    """

    currency: str
    holds: frozenset[str]
    fundings: tuple[HoldFunding, ...]
    refunds: tuple[Refund, ...]
    recoveries: tuple[str, ...]
    chargebacks: tuple[str, ...]

    @cached_property
    def payments(self) -> frozenset[str]:
        return frozenset(str(funding.payment_id) for funding in self.fundings)

    @cached_property
    def payment_of_refund(self) -> dict[str, str]:
        """Of refunds that send back a whole payment and no hold's money."""
        return {
            str(refund.pk): str(refund.payment_id) for refund in self.refunds if not refund.hold_id
        }

    @cached_property
    def subjects(self) -> frozenset[str]:
        """An entry about one of these is about this order and no other."""
        own = {str(refund.pk) for refund in self.refunds if refund.hold_id}
        return self.holds | own

    def keys(self) -> list[str]:
        about_holds = [f"{name}:{hold}" for name in ABOUT_A_HOLD for hold in self.holds]
        refunded = [f"refunded:{refund.pk}" for refund in self.refunds]
        return about_holds + refunded + [f"recover:{reference}" for reference in self.recoveries]

    def owners(self) -> dict[Kind, list[str]]:
        return {
            Kind.ESCROW: [f"hold:{hold}" for hold in self.holds],
            Kind.UNAPPLIED: [f"payment:{payment}" for payment in self.payments],
            Kind.CHARGEBACK_SUSPENSE: list(self.chargebacks),
        }


def threads_of(hold_ids: Sequence[UUID], currency: str) -> Threads:
    paying = HoldFunding.objects.filter(hold__in=hold_ids).values("payment")
    whole_payments = Q(hold=None, payment__in=paying)
    frozen = Freeze.objects.filter(hold__in=hold_ids, cause=Freeze.Cause.CHARGEBACK)
    return Threads(
        currency=currency,
        holds=frozenset(str(hold_id) for hold_id in hold_ids),
        fundings=tuple(HoldFunding.objects.filter(payment__in=paying).order_by("pk")),
        refunds=tuple(Refund.objects.filter(Q(hold__in=hold_ids) | whole_payments)),
        recoveries=tuple(
            Recovery.objects.filter(hold__in=hold_ids).values_list("reference", flat=True)
        ),
        chargebacks=tuple(frozen.values_list("reference", flat=True)),
    )


def found(threads: Threads) -> list[Booking]:
    """Every entry that may be about this order, with what takes it back and its bank's claims."""
    entries = _in_accounts(threads.owners())
    entries |= set(JournalEntry.objects.filter(key__in=threads.keys()).values_list("pk", flat=True))
    seen = bookings(entries | _reversals(entries), threads.currency)
    claims = _claims(seen) - set(threads.chargebacks)
    if not claims:
        return seen
    more = _in_accounts({Kind.CHARGEBACK_SUSPENSE: sorted(claims)})
    return bookings({one.entry.pk for one in seen} | more, threads.currency)


def _in_accounts(owners: dict[Kind, list[str]]) -> set[int]:
    wanted = Q(pk__in=[])
    for kind, names in owners.items():
        wanted |= Q(kind=kind, owner__in=names)
    accounts = list(Account.objects.filter(wanted).values_list("pk", flat=True))
    return set(Posting.objects.filter(account__in=accounts).values_list("entry_id", flat=True))


def _reversals(entries: set[int]) -> set[int]:
    return set(JournalEntry.objects.filter(reverses__in=entries).values_list("pk", flat=True))


def _claims(seen: Sequence[Booking]) -> set[str]:
    """The bank's claims whose money met this order's."""
    return {
        part.place.owner
        for booking in seen
        for part in booking.parts
        if part.place.kind == Kind.CHARGEBACK_SUSPENSE
    }
