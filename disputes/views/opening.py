"""Saying that something is wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from disputes import evidence, opening
from disputes.claimable import Claimable, claimable
from disputes.forms import OpenDisputeForm
from disputes.models import Dispute
from escrow.story import Refusal
from marketplace.models import Order
from marketplace.moments import told
from marketplace.money_bar import paid_with
from marketplace.views.member import MemberRequest


@login_required
def open_dispute(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer's three short steps on one page, and sending them."""
    bought = Order.objects.bought_by(request.user).select_related("seller", "policy")
    order = get_object_or_404(bought, number=number)
    form = OpenDisputeForm(request.POST or None, request.FILES or None, order=order)
    if form.is_valid() and (opened := _opened(request, order, form)):
        return redirect(opened)
    possible = claimable(order)
    if request.method == "POST" and not possible.lines:
        return _nothing_left(request, order, form)
    return render(request, "disputes/open.html", _context(order, form, possible))


def _opened(request: MemberRequest, order: Order, form: OpenDisputeForm) -> Dispute | None:
    """The case, or None with the reason on the form."""
    try:
        dispute = opening.open_dispute(order.number, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    _tell(request, dispute)
    evidence.wait_until_checked(dispute)
    return dispute


def _tell(request: MemberRequest, dispute: Dispute) -> None:
    named = {"shop": dispute.order.seller.name, "by": told(dispute.answer_by)}
    messages.success(request, _("Sent. %(shop)s has until %(by)s to answer.") % named)
    if dispute.after_release:
        messages.info(
            request,
            _(
                "The money had moved already. Your claim is open all the same, against the "
                "seller's balance and our guarantee fund."
            ),
        )


def _nothing_left(request: MemberRequest, order: Order, form: OpenDisputeForm) -> HttpResponse:
    """Twice, or too late: the story's own sentence, where it came that far."""
    said = form.non_field_errors() or [_("Nothing of this order can be claimed now.")]
    messages.error(request, str(said[0]))
    return redirect("open_dispute", order.number)


def _context(order: Order, form: OpenDisputeForm, possible: Claimable) -> dict[str, Any]:
    chosen = form.quantities() if form.is_bound else {}
    rows = [(line, _ticked(line, chosen, possible, form)) for line in possible.lines]
    return {
        "order": order,
        "form": form,
        "possible": possible,
        "rows": rows,
        "paid_with": paid_with(order),
        "answer_days": order.policy.window("seller_answer").days,
        "open_cases": order.disputes.open(),
    }


def _ticked(line: Any, chosen: dict[int, int], possible: Claimable, form: Any) -> int:
    """How many units are ticked; a single line is ticked from the beginning."""
    if form.is_bound:
        return chosen.get(line.pk, 0)
    return line.quantity if len(possible.lines) == 1 else 0
