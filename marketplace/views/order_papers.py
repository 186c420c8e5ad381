"""Papers of an order that one keeps."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marketplace.models import Order
from marketplace.printing import receipt
from marketplace.views.member import MemberRequest


@login_required
@require_safe
def order_receipt(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer's receipt as a PDF, once it is paid."""
    mine = Order.objects.bought_by(request.user).with_money()
    return as_file(get_object_or_404(mine, number=number))


def as_file(order: Order) -> HttpResponse:
    """To be kept, not shown inside a page."""
    if order.paid_at is None:
        raise Http404
    name = f"holdfast-{order.number}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(receipt.drawn(order), content_type="application/pdf", headers=headers)
