"""One order as its seller handles it: send it, or cancel it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from escrow.story import Refusal
from marketplace import (
    bank_words,
    conversation_page,
    countries,
    coverage_meter,
    desk_reviews,
    fulfilment,
    handing_over,
    known_carriers,
    refunding,
    sellers_word,
    tracking_numbers,
)
from marketplace.forms.cancel_request import CancelAnswerForm
from marketplace.forms.message import SayForm
from marketplace.forms.shipment import HandoverForm, NumberForm, ShipmentForm
from marketplace.models import Order, Shipment
from marketplace.money_bar import bar_of
from marketplace.parcels import stops
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def desk_order(request: MemberRequest, number: str) -> HttpResponse:
    order = own_or_404(request, number)
    return desk_order_page(request, order)


@login_required
@require_POST
def desk_shipments(request: MemberRequest, number: str) -> HttpResponse:
    """The seller handed things to a carrier."""
    order = own_or_404(request, number)
    form = ShipmentForm(request.POST, unsent=fulfilment.unsent(order))
    if order.is_to_ship() and not form.is_valid():
        return desk_order_page(request, order, form=form)
    try:
        parcel = fulfilment.mark_shipped(number, by=request.user, **_parcel(form))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Marked as sent. The buyer has been told."))
        _doubt(request, parcel)
    return redirect("desk_order", number)


@login_required
@require_POST
def desk_handover(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller types the code that the buyer shows."""
    order = own_or_404(request, number)
    get_object_or_404(order.shipments, pk=pk)
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return desk_order_page(request, order, handover_form=form)
    done = _("Handed over. The buyer has their days to look at it, then the money is yours.")
    with told(request):
        if handing_over.hand_over(number, pk, by=request.user, code=form.cleaned_data["code"]):
            messages.success(request, done)
        else:
            messages.error(request, _("This is not the buyer's code. Ask them to read it again."))
    return redirect("desk_order", number)


@login_required
@require_POST
def desk_tracking_number(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller had forgotten it, or mistyped."""
    order = own_or_404(request, number)
    get_object_or_404(order.shipments, pk=pk)
    form = NumberForm(request.POST, auto_id=f"{pk}-%s")
    if not form.is_valid():
        return desk_order_page(request, order, number_forms={str(pk): form})
    with told(request, _("Saved. The carrier's scans are found by this number now.")):
        _doubt(
            request,
            tracking_numbers.give_number(number, pk, by=request.user, **form.cleaned_data),
        )
    return redirect("desk_order", number)


@login_required
@require_POST
def desk_cancellation(request: MemberRequest, number: str) -> HttpResponse:
    """The seller cannot send it: the buyer gets everything back."""
    own_or_404(request, number)
    try:
        fulfilment.cancel_by_seller(number, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cancelled. The buyer gets everything back."))
    return redirect("desk_order", number)


@login_required
@require_POST
def desk_arrival(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller says that it has arrived; nobody else does."""
    order = own_or_404(request, number)
    get_object_or_404(order.shipments, pk=pk)
    with told(request, _("Noted. Until a carrier proves it, it counts as your word alone.")):
        sellers_word.say_delivered(number, pk, by=request.user)
    return redirect("desk_order", number)


def _doubt(request: MemberRequest, parcel: Shipment) -> None:
    sentence = known_carriers.doubt(parcel.carrier, parcel.tracking_number)
    if sentence:
        messages.info(request, sentence)


def own_or_404(request: MemberRequest, number: str) -> Order:
    sold = Order.objects.sold_by(request.user).with_holds().with_parcels().with_rare_things()
    return get_object_or_404(sold.select_related("buyer_rating"), number=number)


def desk_order_page(request: MemberRequest, order: Order, **forms: Any) -> HttpResponse:
    """The page, with a form that was not filled in well in place of an empty one."""
    unsent = fulfilment.unsent(order) if order.is_to_ship() else []
    fresh = {
        "form": ShipmentForm(unsent=unsent),
        "cancel_answer_form": CancelAnswerForm(),
        "handover_form": HandoverForm(),
        "say_form": SayForm(),
    }
    talk = conversation_page.of_order(order, request.user)
    context = {
        **fresh,
        **forms,
        "order": order,
        "talk": talk,
        "written": talk.written,
        "cases": order.disputes.sent().order_by("opened_at"),
        "bar": bar_of(order, request.user),
        "meter": coverage_meter.of(order),
        "left": {str(line.pk): line.left for line in unsent},
        "cancelling": order.last_cancel_request(),
        "country": countries.name_of(order.checkout.country),
        "bank_notices": _bank_notices(order),
        "may_refund": any(refunding.refundable(line.hold) for line in order.lines.all()),
        "parcels": [(parcel, stops(parcel)) for parcel in order.shipments.all()],
        "number_forms": {**_number_forms(order), **forms.get("number_forms", {})},
        "reviews": desk_reviews.of(order, **forms),
    }
    return render(request, "desk/order.html", context)


def _bank_notices(order: Order) -> list[bank_words.BankNotice]:
    return bank_words.notices(order, to_seller=True) if order.may_be("at_a_bank") else []


def _number_forms(order: Order) -> dict[str, NumberForm]:
    """One for each parcel that no carrier has seen."""
    unseen = [p for p in order.shipments.all() if tracking_numbers.can_be_numbered(p)]
    return {
        str(parcel.pk): NumberForm(
            auto_id=f"{parcel.pk}-%s", initial={"tracking_number": parcel.tracking_number}
        )
        for parcel in unseen
    }


def _parcel(form: ShipmentForm) -> dict[str, Any]:
    """What the story wants; an order that waits for no parcel is refused by the story itself."""
    return form.cleaned_data if form.is_valid() else {"carrier": ""}
