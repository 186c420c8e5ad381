"""What Plus adds: the guarantee fund pays a seller back for the label of a change of mind."""

from __future__ import annotations

from disputes import escalation
from disputes.models import Return
from disputes.models.dispute_state import PostageBy
from escrow import audit, clock, deadlines, fund
from escrow.recovery import FundIsShort
from escrow.story import step, story


@step
def owe(row: Return) -> None:
    """A label that was used is paid back in a story of its own, so that no refund waits for it."""
    used = row.posted_at is not None or row.delivered_at is not None
    if row.postage_by == PostageBy.FUND and row.cost_minor and used:
        deadlines.set(row, "return_postage", clock.now())


@story
def pay(return_ids: list[str]) -> None:
    """The fund gives the seller what the label cost; short, it tries again and tells our staff."""
    for row in Return.objects.filter(pk__in=return_ids).select_related("dispute").order_by("pk"):
        if not deadlines.due_subjects([str(row.pk)], "return_postage", Return):
            continue
        line = row.dispute.lines.select_related("line__hold").order_by("line_id")[0]
        assert row.cost is not None
        try:
            fund.make_good(line.line.hold, row.cost, why=f"postage:{row.pk}")
        except FundIsShort:
            again = clock.now() + row.dispute.order.policy.window("staff_touch")
            deadlines.set(row, "return_postage", again)
            escalation.alert_staff(row.dispute, "fund_is_short")
            continue
        deadlines.done([row], "return_postage")
        audit.record(None, "return_postage_paid", row.dispute, row, amount=str(row.cost))
