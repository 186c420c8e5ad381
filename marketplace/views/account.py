"""What a person, or a visitor, can change about how they read the shop."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace import countries, currency_choice
from marketplace.forms.people import SettingsForm, VisitorForm
from marketplace.views.member import MemberRequest


@login_required
def account_settings(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        return render(request, "account/settings.html", {"form": form})
    person = form.save()
    return _saved(request, "account_settings", person.language)


def preferences(request: HttpRequest) -> HttpResponse:
    """For who has no account; this browser keeps it."""
    if request.user.is_authenticated:
        return redirect("account_settings")
    form = VisitorForm(request.POST or None, initial=_chosen(request))
    if not form.is_valid():
        return render(request, "account/preferences.html", {"form": form})
    countries.remember(request, form.cleaned_data["country"])
    currency_choice.remember(request, form.cleaned_data.get("currency", ""))
    return _saved(request, "preferences", form.cleaned_data["language"])


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {
        "language": translation.get_language() or "",
        "country": countries.of(request),
        "currency": currency_choice.of(request),
    }


def _saved(request: HttpRequest, page: str, language: str) -> HttpResponse:
    """Said in the language that was chosen, which this browser keeps."""
    with translation.override(language):
        messages.success(request, _("Saved."))
    answer = redirect(page)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
