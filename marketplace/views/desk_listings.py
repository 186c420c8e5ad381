"""What a seller has for sale: put up, change, pause."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marketplace import listing as listings
from marketplace import reporting
from marketplace.forms.listing import ListingForm
from marketplace.forms.report import FreezeAppealForm
from marketplace.models import Listing
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest

State = Listing.State


@at_the_desk
def desk_listings(request: MemberRequest) -> HttpResponse:
    own = request.user.seller.listings.with_card().order_by("-created_at", "-pk")
    page = Paginator(own, 24).get_page(request.GET.get("page"))
    return render(request, "desk/listings.html", {"page_obj": page})


@at_the_desk
def desk_listing_new(request: MemberRequest) -> HttpResponse:
    seller = request.user.seller
    form = ListingForm(request.POST or None, request.FILES or None, seller=seller)
    if form.is_valid():
        listing = listings.put_up(seller, form.new(), by=request.user)
        messages.success(request, _("“%(title)s” is for sale.") % {"title": listing.title})
        return redirect("desk_listings")
    return render(request, "desk/listing.html", {"form": form})


@login_required
def desk_listing(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a listing, or only pause it or sell it again."""
    own = Listing.objects.filter(seller__user=request.user).with_card().with_variants()
    listing = get_object_or_404(own, pk=pk)
    if request.method == "POST" and "state" in request.POST:
        return _set_state(request, listing, request.POST["state"])
    form = ListingForm(
        request.POST or None,
        request.FILES or None,
        seller=listing.seller,
        listing=listing,
    )
    if form.is_valid():
        listings.change(listing, by=request.user, **form.changes())
        messages.success(request, _("Saved. What was sold before stays as it was sold."))
        return redirect("desk_listing", listing.pk)
    page = {"form": form, "listing": listing, "freeze": reporting.freeze_of(listing)}
    return render(request, "desk/listing.html", {**page, "appeal_form": FreezeAppealForm()})


def _set_state(request: MemberRequest, listing: Listing, state: str) -> HttpResponse:
    if state == State.PAUSED:
        with told(request, _("Paused. Nobody can buy it until you sell it again.")):
            listings.change(listing, by=request.user, state=State.PAUSED)
    elif state == State.ACTIVE:
        with told(request, _("For sale again.")):
            listings.change(listing, by=request.user, state=State.ACTIVE)
    return redirect("desk_listings")
