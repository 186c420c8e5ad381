"""The desk's bench for sending: many orders marked as sent at once, by rows or by a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import bench, coverage_meter, known_carriers, sending_many
from marketplace.forms.sending_many import ParcelRowForm, TrackingFileForm
from marketplace.models import Order
from marketplace.sending_many import Outcome
from marketplace.views.desk_door import at_the_desk
from marketplace.views.desk_papers import as_file
from marketplace.views.member import MemberRequest


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_bench(request: MemberRequest) -> HttpResponse:
    """What waits to be sent, with a row to fill in for each; POST sends the chosen ones."""
    if request.method == "POST":
        return _send_chosen(request)
    orders, after = bench.page(request.user.seller, request.GET.get("after", ""))
    carrier = bench.usual_carrier(request.user.seller)
    ticked = request.GET.get("choose") == "all"
    initial = {"carrier": carrier, "chosen": ticked}
    rows = [ParcelRowForm(order=order, initial=initial) for order in orders]
    return _page(request, rows, after=after)


def _send_chosen(request: MemberRequest) -> HttpResponse:
    shown = bench.named(request.user.seller, request.POST.getlist("row"))
    rows = [ParcelRowForm(request.POST, order=order) for order in shown]
    chosen = {row.order.number: row for row in rows if row.is_chosen()}
    asked = [row.row(place) for place, row in enumerate(chosen.values(), 1)]
    outcomes = sending_many.send(asked, by=request.user)
    _tell(request, outcomes)
    for outcome in outcomes:
        chosen[outcome.row.number].problem = outcome.problem
    sent = {outcome.row.number for outcome in outcomes if outcome.is_good}
    left = [row for row in rows if row.order.number not in sent]
    if sent and not any(row.has_work() for row in left):
        return redirect("desk_bench")
    return _page(request, left)


@at_the_desk
@require_POST
def desk_papers(request: MemberRequest, kind: str) -> HttpResponse:
    """The slips or labels of the chosen orders, as one file. Nothing changes."""
    shown = bench.named(request.user.seller, request.POST.getlist("row"))
    rows = [ParcelRowForm(request.POST, order=order) for order in shown]
    chosen = [row.order.number for row in rows if row.is_chosen()]
    if not chosen:
        messages.error(request, _("Tick the orders whose papers you want."))
        return _page(request, rows)
    return as_file(list(Order.objects.sold_by(request.user).to_print(chosen)), kind)


def _page(request: MemberRequest, rows: list[ParcelRowForm], after: str = "") -> HttpResponse:
    meters = {row.order.number: coverage_meter.of(row.order) for row in rows}
    context = {"rows": rows, "after": after, "meters": meters, "carriers": known_carriers.known()}
    return render(request, "desk/bench.html", context)


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_tracking_file(request: MemberRequest) -> HttpResponse:
    """A file is read and tried out first; the same rows are sent when the seller says so."""
    form = TrackingFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "carriers": known_carriers.known()}
    if request.method == "POST" and form.is_valid():
        send = sending_many.send if request.POST.get("deed") == "send" else sending_many.try_out
        outcomes = send(form.cleaned_data["rows"], by=request.user)
        context["sent"] = send is sending_many.send
        if context["sent"]:
            _tell(request, outcomes)
        # What was read stands in the text field, so that a wrong row is corrected right there.
        context["form"] = TrackingFileForm(initial={"text": form.cleaned_data["text"]})
        context["outcomes"] = outcomes
        context["good"] = sum(outcome.is_good for outcome in outcomes)
    return render(request, "desk/tracking_file.html", context)


def _tell(request: MemberRequest, outcomes: list[Outcome]) -> None:
    good = sum(outcome.is_good for outcome in outcomes)
    wrong = len(outcomes) - good
    for outcome in outcomes:
        if outcome.doubt:
            messages.info(request, f"{outcome.row.number}: {outcome.doubt}")
    if not outcomes:
        messages.error(request, _("Tick the orders that you have sent."))
    if good:
        words = ngettext(
            "%(n)s order is marked as sent. The buyer has been told.",
            "%(n)s orders are marked as sent. The buyers have been told.",
            good,
        )
        messages.success(request, words % {"n": good})
    if wrong:
        words = ngettext(
            "%(n)s order is not sent; below it says why.",
            "%(n)s orders are not sent; below each it says why.",
            wrong,
        )
        messages.error(request, words % {"n": wrong})
