"""A buyer asks to cancel before it is sent, and the seller answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import cancel_requests
from marketplace.forms.cancel_request import AGREE, CancelAnswerForm, CancelRequestForm
from marketplace.views import desk_orders, orders
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
@require_POST
def ask(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer would rather not have it."""
    mine = orders.mine_or_404(request, number)
    form = CancelRequestForm(request.POST)
    if mine.is_to_ship() and not form.is_valid():
        return orders.order_page(request, orders.with_everything(request, number), cancel_form=form)
    with told(request, _("The seller has been asked. If nobody answers in time, it is cancelled.")):
        cancel_requests.ask_to_cancel(number, by=request.user, **_cleaned(form))
    return redirect(mine)


@login_required
@require_POST
def take_back(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer wants it after all."""
    mine = orders.mine_or_404(request, number)
    with told(request, _("Good: the order goes on, and the seller knows.")):
        cancel_requests.take_back(number, by=request.user)
    return redirect(mine)


@login_required
@require_POST
def answer(request: MemberRequest, number: str) -> HttpResponse:
    """The seller lets it go, or sends it all the same."""
    order = desk_orders.own_or_404(request, number)
    form = CancelAnswerForm(request.POST)
    if not form.is_valid():
        return desk_orders.desk_order_page(request, order, cancel_answer_form=form)
    if form.cleaned_data["answer"] == AGREE:
        with told(request, _("Cancelled. The buyer gets everything back.")):
            cancel_requests.agree(number, by=request.user)
    else:
        with told(request, _("The buyer has been told that you send it.")):
            words = form.cleaned_data["words"]
            cancel_requests.decline(number, by=request.user, answer=words)
    return redirect("desk_order", number)


def _cleaned(form: CancelRequestForm) -> dict[str, str]:
    """An order that can no longer be cancelled is refused by the story, whatever was typed."""
    return form.cleaned_data if form.is_valid() else {"reason": "other"}
