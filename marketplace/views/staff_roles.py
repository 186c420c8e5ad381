"""Who of the staff may do what, and giving somebody other work."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace import giving_roles
from marketplace.forms.roles import RolesForm
from marketplace.models import User
from marketplace.models.user import MAY_GIVE_ROLES
from marketplace.staff_deeds import words_of
from marketplace.staff_roles import ROLES, deeds, roles_of


def staff_roles(request: HttpRequest) -> HttpResponse:
    """Every role with its people, and every deed with its roles."""
    staff = User.objects.filter(is_staff=True, is_active=True).prefetch_related("groups")
    people = list(staff.order_by("name", "pk"))
    context = {
        **admin.site.each_context(request),
        "roles": [(role, [one for one in people if role in roles_of(one)]) for role in ROLES],
        "deeds": [
            (words_of(deed), [(role, deed in role.deeds) for role in ROLES]) for deed in deeds()
        ],
        "may_give": request.user.has_perm(MAY_GIVE_ROLES),
    }
    return TemplateResponse(request, "admin/roles.html", context)


def member_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody roles, or take them away."""
    if not request.user.has_perm(MAY_GIVE_ROLES):
        raise PermissionDenied
    member = get_object_or_404(User, pk=pk)
    has = {"roles": [role.name for role in roles_of(member)]}
    form = RolesForm(request.POST or None, initial=has)
    if form.is_valid() and _given(request, member, form):
        return redirect("admin:staff_roles")
    context = {
        **admin.site.each_context(request),
        "member": member,
        "form": form,
        "role_words": form.words(),
    }
    return TemplateResponse(request, "admin/member_roles.html", context)


def _given(request: HttpRequest, member: User, form: Any) -> bool:
    try:
        giving_roles.give(member, by=cast(User, request.user), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Done. %(name)s is told.") % {"name": member})
    return True
