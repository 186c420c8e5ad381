"""What a buyer asks for, and on which lines it can be asked now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from disputes import caps, reasons
from disputes.models import Dispute, DisputeLine
from disputes.models.dispute_state import WITH_A_PARCEL, RefundTo, Remedy
from escrow import clock
from escrow.models import Hold
from escrow.models.hold import OPEN, HoldState
from escrow.money import Money, total
from escrow.story import Refusal, require, step
from marketplace import completion
from marketplace.models import Order, OrderLine, User

CLAIMABLE = [*OPEN, HoldState.RELEASED]


class CannotBeDisputed(Refusal):
    """This cannot be claimed now; the sentence says why and what else can be done."""


@dataclass(frozen=True)
class Claim:
    """`quantities` is units by line id; without an amount everything these units cost is asked."""

    reason: str
    description: str
    quantities: Mapping[int, int]
    amount: Money | None = None
    remedy: str = Remedy.REFUND
    refund_to: str = RefundTo.ORIGINAL
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Claimed:
    """The order and the disputed lines, with their holds locked and at most what each can give."""

    order: Order
    holds: list[Hold]
    lines: list[OrderLine]
    most: list[Money]
    asked: Money

    @property
    def is_late(self) -> bool:
        """Some of the money has moved to the seller already."""
        return any(line.hold.state == HoldState.RELEASED for line in self.lines)


@step
def checked(
    number: str, claim: Claim, *, by: User, own: Dispute | None = None, by_scans: bool = False
) -> Claimed:
    """Lock the order's money and see that this can be claimed. `own`: a draft that becomes it;
    `by_scans`: it is the parcel's scans that say so.

    Raises CannotBeDisputed.
    """
    plain = Order.objects.bought_by(by).get(number=number)
    wanted = list(claim.quantities)
    every = list(Hold.objects.filter(line__order=plain).locked())
    order = completion.locked_orders_of(every)[0]
    lines = list(order.lines.filter(pk__in=wanted).order_by("pk"))
    require(bool(lines), CannotBeDisputed, _("Choose at least one thing."))
    by_id = {hold.pk: hold for hold in every}
    holds = [hold for hold in every if hold.pk in {line.hold_id for line in lines}]
    for line in lines:
        line.hold, line.order = by_id[line.hold_id], order
        _check(line, claim, own)
        _check_reason(line, claim.reason, began=own is not None, by_scans=by_scans)
    _check_remedy(claim)
    most = [caps.cap(line, line.hold, claim.quantities[line.pk]) for line in lines]
    return Claimed(order, holds, lines, most, _asked(claim, most, order.currency))


@step
def write_lines(dispute: Dispute, claim: Claim, claimed: Claimed) -> None:
    """What is asked, shared over the lines by what each can give at most."""
    parts = _shared(claimed.asked, claimed.most)
    DisputeLine.objects.bulk_create(
        DisputeLine(
            dispute=dispute,
            line=line,
            quantity=claim.quantities[line.pk],
            amount_minor=part.minor,
            cap_minor=most.minor,
            currency=dispute.currency,
            version=dispute.changes,
        )
        for line, part, most in zip(claimed.lines, parts, claimed.most, strict=True)
    )


def remedy_of(claim: Claim, claimed: Claimed) -> str:
    """As asked; of money, whether it is all of it or a part."""
    if claim.remedy in WITH_A_PARCEL:
        return claim.remedy
    whole = total(claimed.most, claimed.order.currency)
    return Remedy.REFUND if claimed.asked == whole else Remedy.PARTIAL


def claimable_lines(order: Order, own: Dispute | None = None) -> list[OrderLine]:
    """The lines of which something could be said to be wrong now, or was in time in `own`."""
    moment = own.opened_at if own else clock.now()
    lines = list(order.lines.all())
    claims = DisputeLine.objects.select_related("dispute")
    prefetch_related_objects(lines, Prefetch("dispute_lines", claims))
    return [
        line
        for line in lines
        if line.hold.state in CLAIMABLE
        and reasons.possible(line, moment)
        and not any(_is_taken(one, own) for one in line.dispute_lines.all())
    ]


def _is_taken(line: DisputeLine, own: Dispute | None) -> bool:
    """Another case is about it already; a draft is nobody else's business."""
    return line.open and line.dispute.is_open() and line.dispute != own


def _asked(claim: Claim, most: Sequence[Money], currency: str) -> Money:
    whole = total(most, currency)
    asked = whole if claim.amount is None else claim.amount
    least = Money(len(most), currency)
    named = {"least": least.format(), "most": whole.format()}
    require(
        least <= asked <= whole,
        CannotBeDisputed,
        _("Ask for at least %(least)s and at most %(most)s.") % named,
    )
    return asked


def _shared(asked: Money, most: Sequence[Money]) -> list[Money]:
    """By what each can give, and something of each: what asks for nothing is no claim."""
    coin = Money(1, asked.currency)
    rest = (asked - coin * len(most)).split([each.minor - 1 for each in most])
    return [coin + part for part in rest]


def _check(line: OrderLine, claim: Claim, own: Dispute | None) -> None:
    named, quantity = {"title": line.title}, claim.quantities[line.pk]
    require(
        1 <= quantity <= line.quantity,
        CannotBeDisputed,
        _("Choose between 1 and %(most)s of “%(title)s”.") % {**named, "most": line.quantity},
    )
    others = line.dispute_lines.filter(open=True).exclude(dispute=own)
    require(
        not others.exists(),
        CannotBeDisputed,
        _("There is an open case about “%(title)s” already. Go on there.") % named,
    )
    require(
        line.hold.state in CLAIMABLE and caps.cap(line, line.hold, quantity).minor > 0,
        CannotBeDisputed,
        _("The money for “%(title)s” has gone back to you already.") % named,
    )


def _check_remedy(claim: Claim) -> None:
    require(
        reasons.allows(claim.reason, claim.remedy),
        CannotBeDisputed,
        _("That does not put this right. Choose one of the other ways."),
    )


def _check_reason(line: OrderLine, code: str, *, began: bool, by_scans: bool) -> None:
    """Of a draft that was begun in time, sending it a little later is in time as well."""
    reason = reasons.BY_CODE.get(code)
    require(
        reason is not None and reason.by_system == by_scans,
        CannotBeDisputed,
        _("Choose what is wrong."),
    )
    if began or by_scans or reason is None:
        return
    why = reasons.why_not(reason, line, clock.now())
    require(why is None, CannotBeDisputed, f"{line.title}: {why}")
