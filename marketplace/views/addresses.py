"""A person's address book."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import address_book, countries
from marketplace.forms.address_book import SavedAddressForm
from marketplace.models import SavedAddress
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
def account_addresses(request: MemberRequest) -> HttpResponse:
    """All of them, and a form for another."""
    first = {"name": request.user.name, "country": countries.of(request)}
    form = SavedAddressForm(request.POST or None, initial=first)
    if form.is_valid() and _done(request, form):
        return redirect("account_addresses")
    saved = request.user.addresses.order_by("-is_usual", "-pk")
    return render(request, "account/addresses.html", {"form": form, "saved": saved})


@login_required
def account_address(request: MemberRequest, pk: int) -> HttpResponse:
    """One of them, to be changed."""
    saved = _mine_or_404(request, pk)
    form = SavedAddressForm(
        request.POST or None, initial={**saved.words(), "usual": saved.is_usual}
    )
    if form.is_valid() and _done(request, form, saved):
        return redirect("account_addresses")
    return render(request, "account/address.html", {"form": form, "address": saved})


@login_required
@require_POST
def address_usual(request: MemberRequest, pk: int) -> HttpResponse:
    saved = _mine_or_404(request, pk)
    with told(request, _("This is your usual address now.")):
        address_book.make_usual(saved, by=request.user)
    return redirect("account_addresses")


@login_required
@require_POST
def address_removal(request: MemberRequest, pk: int) -> HttpResponse:
    saved = _mine_or_404(request, pk)
    address_book.remove(saved, by=request.user)
    messages.success(request, _("Taken out. What was sent there before is not changed."))
    return redirect("account_addresses")


def _done(
    request: MemberRequest, form: SavedAddressForm, saved: SavedAddress | None = None
) -> bool:
    said, usual = form.address(), form.cleaned_data["usual"]
    try:
        if saved:
            address_book.change(saved, said, by=request.user, usual=usual)
        else:
            address_book.keep(said, by=request.user, usual=usual)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


def _mine_or_404(request: MemberRequest, pk: int) -> SavedAddress:
    return get_object_or_404(request.user.addresses, pk=pk)
