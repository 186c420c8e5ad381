"""The staff desk: a queue by deadline, and one page on which a case is read and decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from disputes import (
    appealing,
    bank_desk,
    buyer_desk,
    closeness_desk,
    deciding,
    decision_desk,
    loading,
    reading_messages,
    solo_desk,
    staff_steps,
)
from disputes import staff_desk as desk
from disputes.colleagues import MAY_ASSIGN
from disputes.deciding import Ruling
from disputes.figures_desk import FiguresDesk
from disputes.forms_staff import (
    AskForm,
    HandOverForm,
    LettersForm,
    NoteForm,
    RejectForm,
    SuggestForm,
)
from disputes.models import Dispute
from disputes.models.dispute_state import MAY_DECIDE, UNSENT, DisputeState
from disputes.queue_desk import QueueDesk
from disputes.second_person import MAY_APPROVE
from disputes.solo_desk import SoloDesk
from disputes.staff_steps import STEPS
from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace.models import User

__all__ = ["bank_desk", "buyer_desk", "closeness_desk"]


@admin.register(Dispute)
class StaffDesk(QueueDesk, SoloDesk, FiguresDesk, Browser):
    """Nothing is edited here: a decision is a story, and everything else is read."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dispute]:
        return super().get_queryset(request).exclude(state__in=UNSENT)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read the case, and take its next step."""
        dispute = self._case(request, object_id)
        if request.method != "POST":
            return self._page(request, dispute, decision_desk.form_for(dispute))
        if not may_act(request.user):
            raise PermissionDenied
        step = request.POST.get("step", "")
        if step in STEPS:
            person = cast(User, request.user)
            self._done(request, lambda: STEPS[step](dispute, person))
            return redirect(request.path)
        if step == "cool" and dispute.decisions.exists():
            return solo_desk.cool(request, dispute)
        if step in decision_desk.HELPERS:
            return self._page(request, dispute, decision_desk.helped(dispute, request.POST, step))
        if step == "read_letters":
            return self._letters(request, dispute)
        if step in WORDED:
            return self._worded(request, dispute, step)
        form = decision_desk.form_for(dispute, request.POST)
        if form.is_valid() and self._done(request, lambda: _decided(request, dispute, form.ruling)):
            return redirect(request.path)
        return self._page(request, self._case(request, object_id), form)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.messages_view)
        return [
            path("<uuid:pk>/messages/", view, name="disputes_dispute_messages"),
            *super().get_urls(),
        ]

    def messages_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What the two wrote to each other; that it was read is written down."""
        dispute = self._case(request, str(pk))
        try:
            said = reading_messages.read_conversation(dispute, by=request.user)
        except Dispute.DoesNotExist as hidden:
            raise Http404 from hidden
        context = {
            **self.admin_site.each_context(request),
            "dispute": dispute,
            "order": dispute.order,
            "said": said,
            "title": _("What they wrote to each other"),
        }
        return TemplateResponse(request, "admin/disputes/dispute/messages.html", context)

    def _letters(self, request: HttpRequest, dispute: Dispute) -> HttpResponse:
        """What the two wrote, on the case's own page; why it was opened is written down."""
        form, letters = LettersForm(request.POST, auto_id="letters_%s"), None
        if form.is_valid():
            try:
                letters = reading_messages.read_conversation(
                    dispute, by=request.user, **form.cleaned_data
                )
            except Dispute.DoesNotExist as hidden:
                raise Http404 from hidden
        plain = decision_desk.form_for(dispute)
        return self._page(request, dispute, plain, read_letters=form, letters=letters)

    def _worded(self, request: HttpRequest, dispute: Dispute, step: str) -> HttpResponse:
        """A step with a form of its own; what was typed stays on a refusal."""
        name, kind, story = WORDED[step]
        form, person = _form(kind, name, dispute, request.POST), cast(User, request.user)
        if form.is_valid() and self._done(
            request, lambda: story(dispute, person, **form.cleaned_data)
        ):
            return redirect(request.path)
        case = self._case(request, str(dispute.pk))
        return self._page(request, case, decision_desk.form_for(case), **{name: form})

    def _case(self, request: HttpRequest, object_id: str) -> Dispute:
        dispute = self.get_object(request, object_id)
        if dispute is None:
            raise Http404
        if not self.has_view_permission(request, dispute):
            raise PermissionDenied
        return loading.loaded_or_404(Dispute.objects.all(), pk=dispute.pk)

    def _done(self, request: HttpRequest, step: Callable[[], str]) -> bool:
        try:
            messages.success(request, step())
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return False
        return True

    def _page(self, request: HttpRequest, dispute: Dispute, form: Any, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **desk.context(dispute, request.user),
            "form": form,
            "preview": decision_desk.preview(dispute, form.data if form.is_bound else form.initial),
            "may_decide": request.user.has_perm(MAY_DECIDE),
            "may_act": may_act(request.user),
            **more,
        }
        template = "admin/disputes/dispute/change_form.html"
        return TemplateResponse(request, template, context)


def may_act(person: Any) -> bool:
    """Whoever decides, and whoever reads as the second person; the stories ask for each deed's own."""
    return any(person.has_perm(right) for right in (MAY_DECIDE, MAY_APPROVE, MAY_ASSIGN))


def _decided(request: HttpRequest, dispute: Dispute, ruling: Ruling) -> str:
    """A first decision is proposed; one on an appeal stands at once."""
    person = cast(User, request.user)
    if dispute.state == DisputeState.APPEALED:
        decision = appealing.decide(dispute, ruling, by=person)
        done = _("Decided. It stands, and both parties are told.")
    else:
        decision = deciding.propose(dispute, ruling, by=person)
        done = _("Both parties read your proposal now, and have two days to comment.")
    return done if decision.is_approved() else _("Written down. A second person has to read it.")


def _form(kind: Any, name: str, dispute: Dispute, data: Any) -> Any:
    """Each has its own ids on the page; some need to know the case."""
    more = {"case": dispute} if kind is SuggestForm else {}
    return kind(data, auto_id=f"{name}_%s", **more)


# A step with words: where the page shows its form, the form, and what is done with it.
WORDED: dict[str, tuple[str, Any, Callable[..., str]]] = {
    "ask": ("ask", AskForm, staff_steps.ask),
    "reject": ("reject", RejectForm, staff_steps.reject),
    "suggest": ("suggest", SuggestForm, staff_steps.suggest),
    "note": ("note", NoteForm, staff_steps.note),
    "hand_over": ("hand_over", HandOverForm, staff_steps.hand_over),
}
