"""To whom our staff are close: each says it of themselves, and whoever may agrees sees all of it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes import keeping_away
from disputes.models import Closeness
from disputes.models.closeness import KEEPS_AWAY
from disputes.models.dispute_state import MAY_DECIDE
from disputes.second_person import MAY_APPROVE
from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace.models import User

MOST = 200


class ClosenessForm(forms.Form):
    """Who it is, and how."""

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address here"),
        help_text=gettext_lazy("A relative, somebody you live or do business with, a friend."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What they are to you"))
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = Closeness.Kind.choices


@admin.register(Closeness)
class ClosenessDesk(Browser):
    """Nothing is edited: it is said, and it ends."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY_DECIDE) or request.user.has_perm(MAY_APPROVE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Say it, or say that it has ended."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = ClosenessForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and self._said(request, form):
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("People you keep away from"),
            "form": form,
            "mine": Closeness.objects.filter(by=cast(User, request.user)).select_related("to"),
            "days": KEEPS_AWAY.days,
            "others": _of_others(cast(User, request.user)),
        }
        template = "admin/disputes/closeness/change_list.html"
        return TemplateResponse(request, template, context)

    def _said(self, request: HttpRequest, form: ClosenessForm) -> bool:
        person = cast(User, request.user)
        try:
            if ended := request.POST.get("end", ""):
                which = ended if ended.isdecimal() else None
                row = get_object_or_404(Closeness.objects.filter(by=person), pk=which)
                keeping_away.end(row, by=person)
                messages.success(request, _("It has ended. You keep away for another year."))
                return True
            if not form.is_valid():
                return False
            keeping_away.declare(by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, _("Said. You are kept away from their cases."))
        return True


def _of_others(person: User) -> QuerySet[Closeness]:
    """What colleagues have said, for whoever reads as the second person."""
    if not person.has_perm(MAY_APPROVE):
        return Closeness.objects.none()
    newest = Closeness.objects.exclude(by=person).select_related("by", "to")
    return newest.order_by("-at", "-id")[:MOST]
