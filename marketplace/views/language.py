"""The language somebody wants to read in, chosen at the foot of any page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from marketplace.models import User


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Django keeps it on the browser and goes back to the page; the account keeps it for the mails."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)
