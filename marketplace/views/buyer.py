"""Who is buying: somebody who is signed in, or the guest of this browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from marketplace.models import User

KEY = "guest"

if TYPE_CHECKING:

    class BuyerRequest(HttpRequest):
        """Behind for_buyers, somebody buys."""

        buyer: User

else:
    BuyerRequest = HttpRequest


def for_buyers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Nobody else comes in; a guest only to what this browser bought."""

    @wraps(view)
    def run(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        buyer = buyer_of(request)
        if buyer is None:
            return redirect_to_login(request.get_full_path())
        request.buyer = buyer
        return view(request, *args, **kwargs)

    return run


def buyer_of(request: HttpRequest) -> User | None:
    if request.user.is_authenticated:
        return request.user
    guest = User.objects.filter(pk=request.session.get(KEY, 0)).first()
    return guest if guest and guest.is_open_guest() else None


def remember(request: HttpRequest, guest: User) -> None:
    request.session[KEY] = guest.pk
