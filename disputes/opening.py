"""Saying that something is wrong. A dispute beats a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from disputes import evidence, reasons, timeline
from disputes.models import Dispute, DisputeLine, Statement
from disputes.models.dispute import RefundTo, Remedy
from escrow import audit, clock, deadlines, holding, outbox, recovery
from escrow.models import Freeze, Hold
from escrow.models.hold import OPEN, HoldState
from escrow.money import Money, total
from escrow.story import Refusal, require, story
from marketplace import completion
from marketplace.models import Order, OrderLine, User
from marketplace.uploads import Upload
from sellers.models import PerformanceFact

CLAIMABLE = [*OPEN, HoldState.RELEASED]


class CannotBeDisputed(Refusal):
    """This cannot be claimed now; the sentence says why and what else can be done."""


@story
def open_dispute(
    number: str,
    *,
    by: User,
    reason: str,
    description: str,
    quantities: Mapping[int, int],
    amount: Money | None = None,
    photos: Sequence[Upload] = (),
    refund_to: str = RefundTo.ORIGINAL,
) -> Dispute:
    """The buyer claims lines (id to quantity); their money stands still until it is settled.

    What they get goes back to where they paid from, or into their balance if they say so. Where
    the money has moved already, the claim is opened all the same, against the seller's reserve and
    balance and the guarantee fund. Raises CannotBeDisputed.
    """
    plain = Order.objects.bought_by(by).get(number=number)
    holds = list(Hold.objects.filter(line__order=plain, line__in=list(quantities)).locked())
    order = _locked_order(plain, holds)
    lines = _claimed_lines(order, holds, quantities, reason)
    dispute = _write(order, by, reason, description, amount, lines, quantities, refund_to)
    evidence.add(dispute, by, photos)
    unsettled = [hold for hold in holds if hold.state in OPEN]
    holding.freeze(unsettled, Freeze.Cause.DISPUTE, dispute.reference)
    deadlines.cancel(unsettled, *completion.ON_HOLDS)
    deadlines.set(dispute, "seller_answer", dispute.answer_by)
    completion.note(order, PerformanceFact.Kind.CLAIM)
    timeline.say(dispute, by, Statement.Kind.OPENED, description)
    _tell(dispute, order)
    audit.record(by, "dispute_opened", order, dispute, reason=reason)
    return dispute


def cap(line: OrderLine, hold: Hold, quantity: int) -> Money:
    """At most what these units cost: all of the hold for all of them, else their share of it.

    After the release the Plus fee is the guarantee fund's and no part of it any more.
    """
    whole = hold.held if hold.state in OPEN else recovery.recoverable(hold)
    if quantity >= line.quantity:
        return whole
    share = (hold.goods + hold.shipping + hold.tax).split([quantity, line.quantity - quantity])[0]
    return min(share, whole)


def claimable_lines(order: Order) -> list[OrderLine]:
    """The lines of which something could be said to be wrong now."""
    moment = clock.now()
    lines = order.lines.select_related("hold", "order").prefetch_related("dispute_lines")
    return [
        line
        for line in lines
        if line.hold.state in CLAIMABLE
        and reasons.possible(line, moment)
        and not any(claim.open for claim in line.dispute_lines.all())
    ]


def _claimed_lines(
    order: Order, holds: Sequence[Hold], quantities: Mapping[int, int], code: str
) -> list[OrderLine]:
    require(code in reasons.BY_CODE, CannotBeDisputed, _("Choose what is wrong."))
    lines = list(order.lines.filter(pk__in=list(quantities)).order_by("pk"))
    require(bool(lines), CannotBeDisputed, _("Choose at least one thing."))
    by_id = {hold.pk: hold for hold in holds}
    for line in lines:
        line.hold, line.order = by_id[line.hold_id], order
        _check(line, quantities[line.pk], reasons.BY_CODE[code])
    return lines


def _check(line: OrderLine, quantity: int, reason: reasons.Reason) -> None:
    named = {"title": line.title}
    require(
        1 <= quantity <= line.quantity,
        CannotBeDisputed,
        _("Choose between 1 and %(most)s of “%(title)s”.") % {**named, "most": line.quantity},
    )
    require(
        not line.dispute_lines.filter(open=True).exists(),
        CannotBeDisputed,
        _("There is an open case about “%(title)s” already. Go on there.") % named,
    )
    require(
        line.hold.state in CLAIMABLE and cap(line, line.hold, quantity).minor > 0,
        CannotBeDisputed,
        _("The money for “%(title)s” has gone back to you already.") % named,
    )
    why = reasons.why_not(reason, line, clock.now())
    require(why is None, CannotBeDisputed, f"{line.title}: {why}")


def _write(
    order: Order,
    by: User,
    reason: str,
    description: str,
    amount: Money | None,
    lines: Sequence[OrderLine],
    quantities: Mapping[int, int],
    refund_to: str,
) -> Dispute:
    moment = clock.now()
    caps = [cap(line, line.hold, quantities[line.pk]) for line in lines]
    whole = total(caps, order.currency)
    asked = whole if amount is None else amount
    require(
        Money.zero(order.currency) < asked <= whole,
        CannotBeDisputed,
        _("Ask for more than nothing and at most %(most)s.") % {"most": whole.format()},
    )
    dispute = Dispute.objects.create(
        order=order,
        claimant=by,
        reason=reason,
        description=description,
        remedy=Remedy.REFUND if asked == whole else Remedy.PARTIAL,
        refund_to=RefundTo(refund_to),
        currency=order.currency,
        after_release=any(line.hold.state == HoldState.RELEASED for line in lines),
        opened_at=moment,
        answer_by=moment + order.policy.window("seller_answer"),
    )
    parts = asked.split([each.minor for each in caps])
    DisputeLine.objects.bulk_create(
        DisputeLine(
            dispute=dispute,
            line=line,
            quantity=quantities[line.pk],
            amount_minor=part.minor,
            cap_minor=most.minor,
            currency=order.currency,
        )
        for line, part, most in zip(lines, parts, caps, strict=True)
    )
    return dispute


def _locked_order(plain: Order, holds: Sequence[Hold]) -> Order:
    require(bool(holds), CannotBeDisputed, _("Choose at least one thing."))
    return completion.locked_orders_of(holds)[0]


def _tell(dispute: Dispute, order: Order) -> None:
    outbox.announce(order.seller.user_id, "dispute_to_answer", dispute)
    outbox.announce(order.buyer_id, "dispute_opened", dispute)
