"""The page of the gateways: which are on, in test or live mode, and whether their settings are right."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escrow import gateway_desk, gateways


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """POST asks one gateway's provider whether keys, webhook and clock are right; nothing moves."""
    if not request.user.has_perm("escrow.view_payment"):
        raise PermissionDenied
    checked = request.POST.get("gateway", "")
    found = list(gateway_desk.findings(_known_or_404(checked))) if checked else []
    shown = {
        **admin.site.each_context(request),
        "title": _("Gateways"),
        "standings": gateway_desk.standings(),
        "checked": checked,
        "findings": found,
    }
    return TemplateResponse(request, "admin/escrow/gateways.html", shown)


def _known_or_404(name: str) -> gateways.Gateway:
    if name not in {each.name for each in gateways.available()}:
        raise Http404
    return gateways.get(name)
