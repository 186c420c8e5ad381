"""Papers that go with a parcel: the packing slip and the address label, for its seller alone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.models import Order
from marketplace.printing import label, slip
from marketplace.views.member import MemberRequest

PAPERS = {"slip": slip.drawn, "label": label.drawn}


@login_required
@require_safe
def desk_paper(request: MemberRequest, number: str, kind: str) -> HttpResponse:
    """The slip or the label of one order, once it is paid."""
    return as_file(list(Order.objects.sold_by(request.user).to_print([number])), kind)


def as_file(orders: list[Order], kind: str) -> HttpResponse:
    """One PDF for all of them; there is none for nothing. Kept, not shown inside a page."""
    if not orders or kind not in PAPERS:
        raise Http404
    name = orders[0].number if len(orders) == 1 else str(len(orders))
    headers = {
        "Content-Disposition": f'attachment; filename="holdfast-{kind}-{name}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(PAPERS[kind](orders), content_type="application/pdf", headers=headers)
