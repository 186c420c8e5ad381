"""One refund as its buyer sees it; one that came back waits for their word."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escrow import stranded
from escrow.models import Refund
from marketplace import balance_page, refund_words
from marketplace.models import Order
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest

BALANCE, AGAIN = "balance", "again"


@login_required
@require_http_methods(["GET", "POST"])
def refund(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Where it is; a POST says where it shall go."""
    mine = Refund.objects.filter(payment__buyer=request.user).select_related("payment")
    found = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        return _choose(request, found)
    context = {
        "refund": found,
        "sentence": refund_words.sentence(found),
        "place": balance_page.told(found.payment),
        "order": _order_behind(found),
    }
    return render(request, "orders/refund.html", context)


def _order_behind(found: Refund) -> Order | None:
    """The line's; of a payment that came for nothing, the first order it was to pay."""
    if found.hold_id:
        return Order.objects.filter(lines__hold=found.hold_id).first()
    paid = Order.objects.filter(checkout__tenders__payment=found.payment_id)
    return paid.order_by("pk").first()


def _choose(request: MemberRequest, found: Refund) -> HttpResponse:
    choice = request.POST.get("choice")
    if choice == BALANCE:
        with told(request, _("It is in your balance. You can withdraw it at any time.")):
            stranded.keep_in_balance(found.pk, by=request.user)
    elif choice == AGAIN:
        with told(request, _("We send it once more.")):
            stranded.send_again(found.pk, by=request.user)
    else:
        messages.error(request, _("Choose where it shall go."))
    return redirect(found)
