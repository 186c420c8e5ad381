"""What was decided against people, for staff: whose appeal waits first; suspending somebody."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace import sanction_appeals, suspending
from marketplace.forms.decisions import AnswerForm, LiftForm, SuspendForm
from marketplace.models import User
from sellers.models import Sanction
from sellers.sanction_rules import MAY_ANSWER, MAY_SUSPEND


class Waiting(admin.SimpleListFilter):
    title = gettext_lazy("how it stands")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("appealed", _("An appeal waits")), ("in_force", _("In force"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        chosen = {"appealed": rows.appealed, "in_force": rows.in_force}.get(self.value() or "")
        return chosen() if chosen else rows


@admin.register(Sanction)
class SanctionDesk(Browser):
    """Nothing is edited here: an answer is a story, and so is a suspension."""

    list_display = ["person", "kind", "at", "until", "answer_by", "ended_at"]
    list_filter = [Waiting, "kind"]
    list_select_related = ["person"]
    search_fields = ["person__email__lower", "person__name__lower__startswith"]
    ordering = ["-at"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read it, and answer its appeal."""
        sanction = self.get_object(request, object_id)
        if sanction is None:
            raise Http404
        if not self.has_view_permission(request, sanction):
            raise PermissionDenied
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and self._answered(request, sanction, form):
            return redirect(request.path)
        sanction.refresh_from_db()
        return self._page(
            request, "change_form", sanction=sanction, person=sanction.person, form=form
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suspension)
        mine = [path("of/<int:pk>/", view, name="sellers_sanction_suspension")]
        return [*mine, *super().get_urls()]

    def suspension(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Suspend somebody for some days, or take it back."""
        if not request.user.has_perm(MAY_SUSPEND):
            raise PermissionDenied
        person = get_object_or_404(User, pk=pk)
        row = person.sanctions.in_force().filter(kind=Sanction.Kind.SUSPENDED).first()
        form: Any = (LiftForm if row else SuspendForm)(request.POST or None)
        if form.is_valid() and self._decided(request, person, form, lift=bool(row)):
            return redirect(request.path)
        return self._page(request, "suspension", person=person, sanction=row, form=form)

    def _answered(self, request: HttpRequest, sanction: Sanction, form: AnswerForm) -> bool:
        if not request.user.has_perm(MAY_ANSWER):
            raise PermissionDenied
        if not form.is_valid():
            return False
        said = {
            "granted": form.cleaned_data["answer"] == "yes",
            "words": form.cleaned_data["words"],
        }
        by = cast(User, request.user)
        done = _("Answered, and the person is told.")
        return self._told(request, done, lambda: sanction_appeals.answer(sanction, by=by, **said))

    def _decided(self, request: HttpRequest, person: User, form: Any, *, lift: bool) -> bool:
        story = suspending.lift if lift else suspending.suspend
        by = cast(User, request.user)
        done = (
            _("Taken back, and they are told.") if lift else _("Suspended, and they are told why.")
        )
        return self._told(request, done, lambda: story(person, by=by, **form.cleaned_data))

    def _told(self, request: HttpRequest, done: str, story: Any) -> bool:
        try:
            story()
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(request, done)
        return True

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        may = {"may_answer": request.user.has_perm(MAY_ANSWER)}
        context |= {**self.admin_site.each_context(request), **may}
        return TemplateResponse(request, f"admin/sellers/sanction/{name}.html", context)
