"""Saying that a listing is wrong: a member, or a visitor now and then."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import reporting, visitors
from marketplace.forms.report import FreezeAppealForm, ReportForm
from marketplace.models import Listing
from marketplace.models.listing import SEEN
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


def listing_reports(request: HttpRequest, pk: int) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.filter(state__in=SEEN).with_card(), pk=pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _reported(request, listing, form):
        return redirect(listing)
    page = {"listing": listing, "form": form}
    return render(request, "listing/report.html", page)


@login_required
@require_POST
def desk_listing_appeals(request: MemberRequest, pk: int) -> HttpResponse:
    """The seller says why a listing that was taken down should be back."""
    listing = get_object_or_404(Listing.objects.filter(seller__user=request.user), pk=pk)
    form = FreezeAppealForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    with told(request, _("Sent. Somebody else of our staff reads it and answers.")):
        reporting.appeal(listing, by=request.user, words=words)
    return redirect("desk_listing", listing.pk)


def _reported(request: HttpRequest, listing: Listing, form: ReportForm) -> bool:
    """A sentence says what happens next; one that cannot be taken loses nothing typed."""
    member = request.user if request.user.is_authenticated else None
    if member is None and not visitors.may_write(request, "report"):
        form.add_error(None, _("That was a lot at once. Sign in, or come back in an hour."))
        return False
    visitor = visitors.known_as(request, f"report {listing.pk}")
    try:
        reporting.report(listing, by=member, visitor=visitor, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    then = _("Thank you. Our staff look at it, and write to you what they did.")
    alone = _("Thank you. Our staff look at it. Without an account we cannot write to you.")
    messages.success(request, then if member else alone)
    return True
