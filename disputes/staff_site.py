"""The staff's site: its door, its first page, and the box in which anything is found."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes import finding, staff_waits
from disputes.staff_lists import groups
from marketplace.models import User
from marketplace.staff_roles import roles_of
from marketplace.views import staff_roles


class StaffSite(AdminSite):
    site_header = gettext_lazy("Holdfast staff desk")
    site_title = gettext_lazy("Holdfast")
    index_title = gettext_lazy("Staff desk")
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's own door, and behind it the second step."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if self.has_permission(request) and _lacks_second_step(request):
                messages.error(request, _("Our staff sign in with a second step. Set it up first."))
                return redirect("mfa_index")
            return inner(request, *args, **kwargs)

        return behind_the_door

    def get_urls(self) -> list[URLResolver | URLPattern]:
        mine: list[URLResolver | URLPattern] = [
            path("find/", self.admin_view(self.find), name="find"),
            path("roles/", self.admin_view(staff_roles.staff_roles), name="staff_roles"),
            path(
                "roles/<int:pk>/",
                self.admin_view(staff_roles.member_roles),
                name="staff_member_roles",
            ),
        ]
        return [*mine, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """What waits for this person, and every list they may read."""
        person = cast(User, request.user)
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "person": person,
            "roles": roles_of(person),
            "waits": staff_waits.for_person(person),
            "groups": groups(self, request),
        }
        return TemplateResponse(request, "admin/index.html", context)

    def find(self, request: HttpRequest) -> HttpResponse:
        """One thing opens at once; several are listed."""
        term = request.GET.get("q", "").strip()[:100]
        found = finding.look(term, cast(User, request.user))
        if len(found) == 1:
            return redirect(found[0].address)
        context = {**self.each_context(request), "title": _("Find"), "term": term, "found": found}
        return TemplateResponse(request, "admin/find.html", context)


def _lacks_second_step(request: HttpRequest) -> bool:
    """Whoever has one was asked for it when they signed in."""
    return settings.HOLDFAST_STAFF_SECOND_STEP and not is_mfa_enabled(request.user)
