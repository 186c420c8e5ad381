"""A person's access tokens: which there are, one more, one less."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from escrow.story import Refusal
from marketplace import access_tokens
from marketplace.forms.tokens import TokenForm
from marketplace.models import ApiToken
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def account_tokens(request: MemberRequest) -> HttpResponse:
    """Who comes here says once more who they are. A new token is shown once, and never again."""
    form, token = TokenForm(request.POST or None), ""
    if form.is_valid():
        try:
            _made, token = access_tokens.make(by=request.user, **form.wanted())
            form = TokenForm()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    page = {"form": form, "token": token, "tokens": access_tokens.mine(request.user)}
    return render(request, "account/tokens.html", page)


@login_required
@require_POST
def token_ending(request: MemberRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(ApiToken, user=request.user, public_id=pk)
    with told(request, _("It opens nothing any more.")):
        access_tokens.end(pk, by=request.user)
    return redirect("account_tokens")
