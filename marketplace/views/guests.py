"""What the link in a guest's letter opens: the orders, and an account made of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import guests, my_orders
from marketplace.forms.guest import ClaimForm
from marketplace.models import User
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest

ENTERED_FROM = "entered_from"


def by_letter(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The address is a key: it is in no cache and told to no other site."""

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, token: str) -> HttpResponseBase:
        guest = guests.of_token(token)
        if guest is None or guest.left_at:
            raise Http404
        answer = view(request, guest, token) if guest.is_open_guest() else redirect("orders")
        answer["Referrer-Policy"] = "same-origin"  # with none at all no form could be sent
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return run


@by_letter
def guest(request: HttpRequest, person: User, token: str) -> HttpResponse:
    """The orders to read; what can be done with them takes an account."""
    return _page(request, person, token, ClaimForm(guest=person))


@by_letter
def guest_account(request: HttpRequest, person: User, token: str) -> HttpResponse:
    """An account of it, with a password or with a passkey."""
    if request.method != "POST":
        return redirect("guest", token)
    form = ClaimForm(request.POST, guest=person)
    by_passkey = "passkey" in request.POST
    if not by_passkey and not form.is_valid():
        return _page(request, person, token, form)
    try:
        password = None if by_passkey else form.cleaned_data["password"]
        claimed = guests.claim(person, password=password)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("guest", token)
    onward = reverse("mfa_add_webauthn") if by_passkey else reverse("orders")
    first = Login(user=claimed, email=claimed.email, redirect_url=onward)
    answer: HttpResponse = perform_login(request, first)
    return answer


@by_letter
def guest_keeping(request: HttpRequest, person: User, token: str) -> HttpResponse:
    """Who has an account already puts it there."""
    if request.method != "POST" or not request.user.is_authenticated:
        return redirect("guest", token)
    with told(request, _("It stands with your account now.")):
        guests.keep(person, by=request.user)
    return redirect("orders")


@login_required
@require_POST
def guest_entry(request: MemberRequest, pk: int) -> HttpResponse:
    """Into what one bought as a guest, with all that can be done there."""
    kept = get_object_or_404(User, pk=pk, kept_by=request.user)
    owner = request.user.pk
    _sign_in(request, kept)
    request.session[ENTERED_FROM] = owner
    return redirect("orders")


@login_required
@require_POST
def guest_leaving(request: MemberRequest) -> HttpResponse:
    """Back to the account it stands with."""
    owner = request.user.kept_by
    if owner is None or request.session.get(ENTERED_FROM) != owner.pk or not owner.is_active:
        raise Http404
    _sign_in(request, owner)
    return redirect("orders")


def _sign_in(request: MemberRequest, person: User) -> None:
    """One session of the same human being, who has proven who they are."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")


def _page(request: HttpRequest, person: User, token: str, form: ClaimForm) -> HttpResponse:
    rows = [my_orders.row(order, person) for order in my_orders.of(person)[:20]]
    shown: dict[str, Any] = {
        "guest": person,
        "token": token,
        "rows": rows,
        "form": form,
        "has_account": guests.account_of(person.guest_email) is not None,
        "is_theirs": request.user.is_authenticated
        and guests.owns(request.user, person.guest_email),
    }
    return render(request, "guest/guest.html", shown)
