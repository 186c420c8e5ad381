"""What a person can change about themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.forms.people import SettingsForm
from marketplace.views.member import MemberRequest


@login_required
def account_settings(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        return render(request, "account/settings.html", {"form": form})
    person = form.save()
    with translation.override(person.language):
        messages.success(request, _("Saved."))
    answer = redirect("account_settings")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
