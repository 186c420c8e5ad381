"""A buyer's standing for staff: what counts and why, what was set, and the appeals that wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes import buyer_standing, restricting, standing_appeals, standing_page
from disputes.forms_standing import AnswerForm, RestrictForm
from disputes.models import Buyer, Mark, Restriction, StandingAppeal
from disputes.models.dispute_state import MAY_DECIDE
from disputes.models.restriction import OPEN, RestrictionState
from disputes.models.standing_appeal import AppealState
from disputes.standing_rules import MAY_RESTRICT
from escrow import audit, clock
from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace.models import User
from marketplace.moments import told


@admin.register(Buyer)
class BuyerDesk(Browser):
    """Those of whom something is written; who waits for an answer first. Each step is a story."""

    list_display = ["name", "email", "marks_now", "restricted_until", "answer_by"]
    search_fields = ["email__lower", "name__lower__startswith", "marks__order__number"]

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """Who waits for an answer first, then who is restricted."""
        return [F("waits").asc(nulls_last=True), F("ends").asc(nulls_last=True), "email"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Buyer]:
        rows = _everybody() if self._looks_for_somebody(request) else _with_something_live()
        known: QuerySet[Buyer] = super().get_queryset(request).filter(pk__in=rows)
        counting = Q(marks__end=None, marks__counts_until__gt=clock.now())
        waiting = Q(standing_appeals__state=AppealState.OPEN)
        in_force = Q(restrictions__state=RestrictionState.IN_FORCE)
        return known.annotate(
            counting=Count("marks", filter=counting, distinct=True),
            ends=Min("restrictions__until", filter=in_force),
            waits=Min("standing_appeals__answer_by", filter=waiting),
        )

    def _looks_for_somebody(self, request: HttpRequest) -> bool:
        """By name, or on their own page: then what is over is read too."""
        return bool(request.GET.get("q")) or "object_id" in _arguments(request)

    @admin.display(description=gettext_lazy("marks that count"), ordering="counting")
    def marks_now(self, buyer: Any) -> int:
        return int(buyer.counting)

    @admin.display(description=gettext_lazy("restricted until"), ordering="ends")
    def restricted_until(self, buyer: Any) -> str:
        return told(buyer.ends) or "–"

    @admin.display(description=gettext_lazy("appeal to be answered by"), ordering="waits")
    def answer_by(self, buyer: Any) -> str:
        return told(buyer.waits) or "–"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY_RESTRICT) or request.user.has_perm(MAY_DECIDE)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": _("Buyers' standing")}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read what counts; set, approve or lift; answer what was appealed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        buyer = get_object_or_404(User, pk=object_id if object_id.isdecimal() else None)
        if request.method != "POST":
            return self._page(request, buyer)
        if not request.user.has_perm(MAY_RESTRICT):
            raise PermissionDenied
        return self._step(request, buyer)

    def _step(self, request: HttpRequest, buyer: User) -> HttpResponse:
        step, person = request.POST.get("step", ""), cast(User, request.user)
        if step == "restrict":
            return self._restrict(request, buyer, person)
        if step == "answer":
            return self._answer(request, buyer, person)
        row = get_object_or_404(Restriction, buyer=buyer, state__in=OPEN)
        if step == "approve":
            agreed = _("It is in force now, and the buyer is told.")
            _done(request, lambda: restricting.approve(row, by=person), agreed)
        elif step == "lift":
            _done(request, lambda: restricting.lift(row, by=person), _("It has ended."))
        return redirect(request.path)

    def _restrict(self, request: HttpRequest, buyer: User, person: User) -> HttpResponse:
        form = RestrictForm(request.POST)
        if form.is_valid():
            written = _("Written down. If it needs a second person, it waits for them.")
            asked = form.cleaned_data
            if _done(request, lambda: restricting.restrict(buyer, by=person, **asked), written):
                return redirect(request.path)
        return self._page(request, buyer, restrict=form)

    def _answer(self, request: HttpRequest, buyer: User, person: User) -> HttpResponse:
        named = request.POST.get("appeal", "")
        said = StandingAppeal.objects.filter(by=buyer)
        asked = next((one for one in said if str(one.pk) == named), None)
        if asked is None:
            raise Http404
        form = AnswerForm(request.POST, auto_id=f"answer_{asked.pk.hex}_%s")
        if form.is_valid():
            granted, words = form.cleaned_data["answer"] == "yes", form.cleaned_data["words"]
            story = partial(standing_appeals.answer, asked, by=person, granted=granted, words=words)
            if _done(request, story, _("Answered, and the buyer is told.")):
                return redirect(request.path)
        return self._page(request, buyer, answers={asked.pk: form})

    def _page(self, request: HttpRequest, buyer: User, **forms: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **desk(buyer, request.user, **forms)}
        return TemplateResponse(request, "admin/disputes/buyer/change_form.html", context)


def _arguments(request: HttpRequest) -> dict[str, Any]:
    return request.resolver_match.kwargs if request.resolver_match else {}


def _with_something_live() -> QuerySet[Any]:
    """Whose marks count, who is restricted, or who waits for an answer."""
    marks = Mark.objects.filter(end=None, counts_until__gt=clock.now())
    restricted = Restriction.objects.filter(state__in=OPEN)
    waiting = StandingAppeal.objects.filter(state=AppealState.OPEN)
    return _ids(marks, "buyer").union(_ids(restricted, "buyer"), _ids(waiting, "by"))


def _everybody() -> QuerySet[Any]:
    """Of whom anything was ever written."""
    return _ids(Mark.objects.all(), "buyer").union(_ids(Restriction.objects.all(), "buyer"))


def _ids(rows: QuerySet[Any], person: str) -> QuerySet[Any]:
    return rows.order_by().values(person)


def desk(
    buyer: User, person: Any, *, restrict: Any = None, answers: dict[Any, Any] | None = None
) -> dict[str, Any]:
    """What counts and why, what was set, who said what, and what this person can do."""
    standing = buyer_standing.of(buyer)
    marks = Mark.objects.of(buyer.pk).select_related("end", "order", "dispute", "appeal")
    set_by_us = Restriction.objects.filter(buyer=buyer).select_related("by", "second_by", "appeal")
    current = set_by_us.filter(state__in=OPEN).first()
    may = bool(person.has_perm(MAY_RESTRICT)) and person.pk != buyer.pk
    return {
        "buyer": buyer,
        **standing_page.shown(standing),
        "marks": [(mark, mark.counts(clock.now())) for mark in marks.order_by("-at")],
        "restrictions": set_by_us.order_by("-at"),
        "current": current,
        "appeals": [_waiting(one, person, answers or {}) for one in _open_appeals(buyer)],
        "can_restrict": may and current is None and buyer_standing.is_enough(standing.marks),
        "can_approve": may
        and current is not None
        and current.state == RestrictionState.PROPOSED
        and current.by_id != person.pk,
        "can_lift": may and current is not None,
        "may_restrict": may,
        "restrict": restrict or RestrictForm(),
        "trail": audit.trail(buyer).filter(action__startswith="restriction").select_related("by"),
    }


def _open_appeals(buyer: User) -> QuerySet[StandingAppeal]:
    waiting = StandingAppeal.objects.filter(by=buyer, state=AppealState.OPEN)
    return waiting.select_related("mark__order", "mark__decision__approval", "restriction")


def _waiting(
    asked: StandingAppeal, person: Any, forms: dict[Any, Any]
) -> tuple[StandingAppeal, AnswerForm | None]:
    """With the form to answer it, for who had no part in it."""
    subject = asked.mark or asked.restriction
    assert subject is not None
    mine = person.pk in {asked.by_id, *standing_appeals.had_a_part(subject)}
    if mine or not person.has_perm(MAY_RESTRICT):
        return asked, None
    return asked, forms.get(asked.pk) or AnswerForm(auto_id=f"answer_{asked.pk.hex}_%s")


def _done(request: HttpRequest, story: Callable[[], object], said: str) -> bool:
    try:
        story()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True
