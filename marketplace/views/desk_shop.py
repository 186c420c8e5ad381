"""The seller's own shop: what it says of itself, what it promises, and when it is away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import return_words, shop_pictures, shop_settings
from marketplace.forms.shop_settings import AwayForm, ShopSettingsForm, as_filled_in
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers.models import Seller


@at_the_desk
def desk_shop(request: MemberRequest) -> HttpResponse:
    """One form; what is wrong in it loses nothing that was typed."""
    seller: Seller = request.user.seller
    form = ShopSettingsForm(
        request.POST or None, request.FILES or None, initial=as_filled_in(seller)
    )
    if form.is_valid() and _changed(request, seller, form):
        return redirect("desk_shop")
    return _page(request, seller, form, AwayForm())


@at_the_desk
@require_POST
def desk_away(request: MemberRequest) -> HttpResponse:
    """Days on which nobody sends; or, with `back`, on which somebody does again."""
    seller, form = request.user.seller, AwayForm(request.POST)
    if not form.is_valid():
        return _page(request, seller, ShopSettingsForm(initial=as_filled_in(seller)), form)
    if "back" in request.POST:
        shop_settings.be_there(seller, by=request.user, **form.cleaned_data)
        messages.success(request, _("Those are working days again."))
    else:
        with told(request, _("New orders are promised around these days.")):
            shop_settings.be_away(seller, by=request.user, **form.cleaned_data)
    return redirect("desk_shop")


@at_the_desk
@require_POST
def desk_picture_removal(request: MemberRequest, what: str) -> HttpResponse:
    if what not in shop_settings.PICTURES:
        raise Http404
    shop_settings.take_picture_away(request.user.seller, what, by=request.user)
    messages.success(request, _("The picture is gone."))
    return redirect("desk_shop")


def _changed(request: MemberRequest, seller: Seller, form: ShopSettingsForm) -> bool:
    try:
        shop_settings.change(seller, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error("name", str(refusal))
        return False
    messages.success(request, _("Saved. What was sold before keeps what was promised then."))
    return True


def _page(
    request: MemberRequest, seller: Seller, form: ShopSettingsForm, away: AwayForm
) -> HttpResponse:
    context = {
        "seller": Seller.objects.get(pk=seller.pk),
        "form": form,
        "away_form": away,
        "away": shop_settings.away(seller),
        "logo": shop_pictures.url(seller.logo),
        "banner": shop_pictures.url(seller.banner),
        "returns": return_words.whole(seller),
    }
    return render(request, "desk/shop.html", context)
