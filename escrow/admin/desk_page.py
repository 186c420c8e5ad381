"""A thing on the money desk: a page of its own to read, and at most one deed, done by a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from escrow.browsing import Browser
from escrow.money_rights import MAY_LOOK
from escrow.story import Refusal


class Looked:
    """Who may look at the money desk may read it, and who may read this one thing."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may: bool = super().has_view_permission(request, obj)  # type: ignore[misc]
        return may or request.user.has_perm(MAY_LOOK)

    def has_module_permission(self, request: HttpRequest) -> bool:
        may: bool = super().has_module_permission(request)  # type: ignore[misc]
        return may or request.user.has_perm(MAY_LOOK)


class DeskPage(Looked, Browser):
    """Post, redirect, get; what was typed is kept when the story refuses."""

    page_template = ""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        if request.method == "POST":
            try:
                messages.success(request, self.act(request, thing))
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                return redirect(request.path)
        return page(request, self.page_template, self.about(request, thing))

    def about(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """What the page shows."""
        raise NotImplementedError

    def act(self, request: HttpRequest, thing: Any) -> str:
        """The one deed; returns what to say of it. Most things are only read."""
        raise PermissionDenied


def page(request: HttpRequest, template: str, shown: Mapping[str, Any]) -> HttpResponse:
    """A page of the money desk, in the admin and with its door."""
    context = {**admin.site.each_context(request), "typed": request.POST, **shown}
    return TemplateResponse(request, template, context)
