"""What a seller has for sale: put up, change, pause, take off sale, do once more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from marketplace import listing as listings
from marketplace import listing_copies, reporting, stockroom
from marketplace.forms.listing import SHELF_ALONE, ListingForm
from marketplace.forms.report import FreezeAppealForm
from marketplace.models import Listing
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest

State = Listing.State
SAID = {
    State.PAUSED: gettext_lazy("Paused. Nobody can buy it until you sell it again."),
    State.ACTIVE: gettext_lazy("For sale again."),
    State.ENDED: gettext_lazy("Off sale. Nobody sees it but you; what was sold goes on."),
}


@at_the_desk
def desk_listings(request: MemberRequest) -> HttpResponse:
    asked, seller = request.GET, request.user.seller
    shelf, words = asked.get("shelf", ""), asked.get("q", "").strip()
    found, after = stockroom.page(seller, shelf, words, asked.get("after", ""))
    page = {"listings": found, "after": after, "shelf": shelf, "words": words}
    return render(request, "desk/listings.html", page | {"shelves": stockroom.shelves(seller)})


@at_the_desk
def desk_listing_new(request: MemberRequest) -> HttpResponse:
    seller = request.user.seller
    form = ListingForm(_typed(request), request.FILES or None, seller=seller)
    if form.is_valid():
        with form.refusing():
            listing = listings.put_up(seller, form.new(), by=request.user)
            said = _("“%(title)s” is a draft.") if form.is_draft else _("“%(title)s” is for sale.")
            messages.success(request, said % {"title": listing.title})
            return redirect("desk_listings")
    return render(request, "desk/listing.html", {"form": form})


@login_required
def desk_listing(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a listing, or only pause it, sell it again or take it off sale."""
    own = Listing.objects.filter(seller__user=request.user).with_card().with_variants()
    own = own.select_related("category")
    listing = get_object_or_404(own, pk=pk)
    if request.method == "POST" and "only" in request.POST:
        return _set_state(request, listing, request.POST.get("state", ""))
    form = ListingForm(
        _typed(request), request.FILES or None, seller=listing.seller, listing=listing
    )
    if form.is_valid():
        with form.refusing():
            listings.change(listing, by=request.user, **form.changes())
            messages.success(request, _("Saved. What was sold before stays as it was sold."))
            return redirect("desk_listing", listing.pk)
    page = {"form": form, "listing": listing, "freeze": reporting.freeze_of(listing)}
    return render(request, "desk/listing.html", {**page, "appeal_form": FreezeAppealForm()})


@at_the_desk
@require_POST
def desk_copies(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft like it."""
    own = Listing.objects.filter(seller=request.user.seller).with_variants()
    listing = get_object_or_404(own.select_related("seller", "category"), pk=pk)
    copy = listing_copies.duplicate(listing, by=request.user)
    messages.success(request, _("This is the copy, as a draft. Say how many you have of it."))
    return redirect("desk_listing", copy.pk)


def _typed(request: MemberRequest) -> QueryDict | None:
    """What was sent to be kept, or only to be shown with what another shelf asks."""
    return request.POST or (request.GET if SHELF_ALONE in request.GET else None)


def _set_state(request: MemberRequest, listing: Listing, state: str) -> HttpResponse:
    if state in SAID:
        with told(request, str(SAID[State(state)])):
            listings.change(listing, by=request.user, state=state)
    return redirect("desk_listings")
