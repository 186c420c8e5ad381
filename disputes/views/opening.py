"""Saying that something is wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from disputes import case_file, drafting, evidence, opening, precedent_words, precedents
from disputes.claimable import Claimable, claimable
from disputes.forms_opening import OpenDisputeForm
from disputes.models import Dispute
from disputes.views.cases import told_of
from escrow.story import Refusal
from marketplace.models import Order
from marketplace.moments import told
from marketplace.money_bar import paid_with
from marketplace.views.member import MemberRequest


@login_required
def open_dispute(request: MemberRequest, number: str) -> HttpResponse:
    """The buyer's three short steps on one page: kept for later, or sent."""
    bought = Order.objects.bought_by(request.user).with_holds()
    order = get_object_or_404(bought, number=number)
    draft = drafting.of(number, request.user)
    if draft and "discard" in request.POST:
        return _discarded(request, draft)
    form = OpenDisputeForm(request.POST or None, request.FILES or None, order=order, draft=draft)
    if form.is_valid() and (done := _done(request, order, form)):
        return done
    possible = claimable(order)
    if request.method == "POST" and not possible.lines:
        return _nothing_left(request, order, form)
    return render(
        request, "disputes/open.html", {**steps(order, form, possible), **_kept_before(form)}
    )


def _done(request: MemberRequest, order: Order, form: OpenDisputeForm) -> HttpResponse | None:
    """Kept or sent; None with the reason on the form."""
    try:
        return (
            _saved(request, order, form) if "save" in request.POST else _sent(request, order, form)
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _saved(request: MemberRequest, order: Order, form: OpenDisputeForm) -> HttpResponse:
    draft = _kept(request, order, form)
    until = told(draft.opened_at + order.policy.window("draft"))
    words = _("Kept. Send it by %(until)s; nobody has seen it yet.")
    messages.success(request, words % {"until": until})
    return redirect("open_dispute", order.number)


def _sent(request: MemberRequest, order: Order, form: OpenDisputeForm) -> HttpResponse:
    """With files it is kept first, until they are looked at; a bad one holds the rest up."""
    if form.draft or form.cleaned_data["photos"] or form.wrong_files:
        draft = _kept(request, order, form)
        if form.wrong_files or draft.evidence.refused_to(request.user):
            messages.error(request, _("Nothing is sent yet. Look at your files, then send it."))
            return redirect("open_dispute", order.number)
        dispute = drafting.send(draft, by=request.user)
    else:
        dispute = opening.open_dispute(order.number, form.claim, by=request.user)
    _tell(request, dispute)
    return redirect(dispute)


def _kept(request: MemberRequest, order: Order, form: OpenDisputeForm) -> Dispute:
    photos = form.cleaned_data["photos"]
    draft = drafting.save(order.number, form.claim, by=request.user, photos=photos)
    evidence.wait_until_checked(draft)
    told_of(request, form.wrong_files)
    return draft


def _discarded(request: MemberRequest, draft: Dispute) -> HttpResponse:
    try:
        drafting.discard(draft, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thrown away. The wait for the release goes on."))
    return redirect(draft.order)


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


def _kept_before(form: OpenDisputeForm) -> dict[str, Any]:
    """What was kept of a draft, and until when."""
    draft = form.draft
    if draft is None:
        return {"draft": None}
    return {
        "draft": draft,
        "refused": draft.evidence.refused_to(draft.claimant),
        "pictures": case_file.pictures(draft),
        "draft_until": draft.opened_at + form.order.policy.window("draft"),
    }


def steps(order: Order, form: OpenDisputeForm, possible: Claimable) -> dict[str, Any]:
    """What the three steps show."""
    chosen = form.quantities()
    rows = [(line, _ticked(line, chosen, possible, form)) for line in possible.lines]
    return {
        "order": order,
        "form": form,
        "possible": possible,
        "asked": form.asked(possible.usual),
        "likely": _likely(order, possible),
        "rows": rows,
        "paid_with": paid_with(order),
        "answer_days": order.policy.window("seller_answer").days,
        "open_cases": order.disputes.open(),
    }


def _likely(order: Order, possible: Claimable) -> dict[str, str]:
    """What usually happens, for each reason of which enough is known."""
    found = precedents.before_filing(order, possible)
    return {code: precedent_words.sentence(cases) for code, cases in found.items()}


def _ticked(line: Any, chosen: dict[int, int], possible: Claimable, form: Any) -> int:
    """How many units are ticked; a single line is ticked from the beginning."""
    if form.is_bound or form.draft:
        return chosen.get(line.pk, 0)
    return line.quantity if len(possible.lines) == 1 else 0
