"""The photos of one listing: their order, what they show, which go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace import listing_photos
from marketplace.forms.arrangement import ArrangementForm
from marketplace.models import Listing
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_photos(request: MemberRequest, pk: int) -> HttpResponse:
    """Every button saves all that was typed, so nothing is lost by moving a photo."""
    listing = get_object_or_404(Listing, seller=request.user.seller, pk=pk)
    photos = list(listing.photos.all())
    form = ArrangementForm(request.POST or None, request.FILES or None, photos=photos)
    if form.is_valid():
        with told(request, _("Saved.")):
            listing_photos.arrange(listing, by=request.user, **form.arranged())
        return redirect("desk_photos", listing.pk)
    page = {"listing": listing, "photos": photos, "form": form}
    return render(request, "desk/photos.html", page)
