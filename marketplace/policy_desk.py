"""The admin's desk of policies: drafts are written, compared, tried, proposed and published here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from escrow import audit, policy, policy_differences, policy_drafts, policy_publishing
from escrow.browsing import Browser
from escrow.models import PolicyDraft, PolicyTrial
from escrow.policy_drafts import ChangedMeanwhile
from escrow.story import Refusal
from marketplace.forms import policy_draft as ask
from marketplace.policy_trial import running, trial_words

Deed = Callable[[HttpRequest, PolicyDraft, Any], str]
ANSWERS = "admin:escrow_policydraft_change"


def _propose(request: HttpRequest, draft: PolicyDraft, form: ask.ProposeForm) -> str:
    policy_drafts.propose(draft.pk, by=request.user, **form.cleaned_data)
    return _("Proposed. A second person has to read and publish it.")


def _publish(request: HttpRequest, draft: PolicyDraft, form: ask.PublishForm) -> str:
    done = policy_publishing.publish(draft.pk, by=request.user, **form.cleaned_data)
    if done.published is None:
        return _("It is published on its day. Until then it can be taken back.")
    return _("Policy %(n)s is in force. Orders keep theirs.") % {"n": done.published.number}


def _try_file(request: HttpRequest, draft: PolicyDraft, form: ask.FileForm) -> str:
    file = form.cleaned_data["file"]
    running.ask_with_file(
        draft.pk, file.read(running.MOST_BYTES + 1), file.name or "", by=request.user
    )
    return _("It is being simulated. The result stands here in a moment.")


def _try_own(request: HttpRequest, draft: PolicyDraft, form: ask.PeriodForm) -> str:
    running.ask_with_own(draft.pk, by=request.user, **form.cleaned_data)
    return _("It is being simulated. The result stands here in a moment.")


def _take_back(request: HttpRequest, draft: PolicyDraft, form: Any) -> str:
    policy_drafts.take_back(draft.pk, by=request.user)
    return _("It can be written on.")


def _discard(request: HttpRequest, draft: PolicyDraft, form: Any) -> str:
    policy_drafts.discard(draft.pk, by=request.user)
    return _("Thrown away. It stays here to be read.")


def _refresh(request: HttpRequest, draft: PolicyDraft, form: Any) -> str:
    policy_drafts.bring_up_to_date(draft.pk, by=request.user)
    return _("Up to date. Look at what changes, and simulate it anew.")


DEEDS: dict[str, tuple[type[forms.Form], Deed]] = {
    "propose": (ask.ProposeForm, _propose),
    "publish": (ask.PublishForm, _publish),
    "try_file": (ask.FileForm, _try_file),
    "try_own": (ask.PeriodForm, _try_own),
    "take_back": (forms.Form, _take_back),
    "discard": (forms.Form, _discard),
    "refresh": (forms.Form, _refresh),
}


@admin.register(PolicyDraft)
class PolicyDesk(Browser):
    """Nothing is saved by the admin itself: each button is a story."""

    list_display = ["title", "state", "base", "changed_by", "changed_at", "published"]
    list_select_related = ["base", "changed_by", "published"]
    list_filter = ["state"]
    ordering = ["-changed_at"]
    change_list_template = "admin/escrow/policydraft/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "escrow_policydraft"
        return [
            path("begin/", wrap(self.begin), name=f"{name}_begin"),
            path("<int:pk>/terms/", wrap(self.terms), name=f"{name}_terms"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {"title": _("Policies"), "in_force": policy.in_force(), "begin": ask.BeginForm()}
        return super().changelist_view(request, more | (extra_context or {}))

    def begin(self, request: HttpRequest) -> HttpResponse:
        """A new draft, from the policy in force."""
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        try:
            made = policy_drafts.begin(request.POST.get("title", ""), by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:escrow_policydraft_changelist")
        return redirect("admin:escrow_policydraft_terms", made.pk)

    def terms(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every number in a form."""
        draft = self._draft(request, pk)
        form = ask.TermsForm(draft, request.POST if request.method == "POST" else None)
        others: list[policy_differences.Change] = []
        if request.method == "POST" and form.is_valid():
            try:
                self._write(request, draft, form)
                return redirect(ANSWERS, draft.pk)
            except ChangedMeanwhile as told:
                messages.error(request, str(told))
                others = told.changes
                typed = request.POST.copy()
                typed["version"] = str(draft.version)
                form.data = typed
            except Refusal as refusal:
                messages.error(request, str(refusal))
        more = {"form": form, "others": others, "title": _("Change the numbers")}
        return self._page(request, draft, "terms", more)

    def _write(self, request: HttpRequest, draft: PolicyDraft, form: ask.TermsForm) -> None:
        title, version = form.cleaned_data["title"], form.cleaned_data["version"]
        policy_drafts.change(draft.pk, form.values, version=version, title=title, by=request.user)
        messages.success(request, _("Written down. This is what would change."))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What changes, what was found, and the next step. A POST is one deed."""
        draft = self._draft(request, object_id)
        deed = request.POST.get("deed", "")
        if request.method != "POST":
            return self._shown(request, draft, {})
        if deed not in DEEDS:
            raise PermissionDenied
        kind, do = DEEDS[deed]
        form = kind(request.POST, request.FILES)
        if form.is_valid():
            try:
                messages.success(request, do(request, draft, form))
                return redirect(ANSWERS, draft.pk)
            except Refusal as refusal:
                messages.error(request, str(refusal))
        return self._shown(request, self._draft(request, draft.pk), {deed: form})

    def _draft(self, request: HttpRequest, pk: Any) -> PolicyDraft:
        if not self.has_view_permission(request):
            raise PermissionDenied
        people = ("made_by", "changed_by", "proposed_by", "published_by")
        drafts = PolicyDraft.objects.select_related("base", "published", "trial", *people)
        return get_object_or_404(drafts, pk=pk if str(pk).isdecimal() else 0)

    def _shown(
        self, request: HttpRequest, draft: PolicyDraft, typed: dict[str, Any]
    ) -> HttpResponse:
        trials = draft.trials.select_related("asked_by").defer("recorded").order_by("-asked_at")
        newest = trials.first()
        given = {"version": draft.version, "sha256": draft.sha256}
        forms_of = {
            name: typed.get(name) or kind(initial=given) for name, (kind, _do) in DEEDS.items()
        }
        more = {
            "title": draft.title,
            "changes": policy_differences.between(draft.base.body, draft.body),
            "is_current": draft.base_id == policy.in_force().number,
            "trial": newest,
            "is_of_this": newest is not None and newest.sha256 == draft.sha256,
            "found": found_of(newest),
            "valid": draft.trial or policy_drafts.trial_of(draft),
            "trail": audit.trail(draft).select_related("by"),
            "may": _may(request, draft),
            "forms": forms_of,
        }
        return self._page(request, draft, "change_form", more)

    def _page(
        self, request: HttpRequest, draft: PolicyDraft, name: str, more: dict[str, Any]
    ) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "draft": draft}
        template = f"admin/escrow/policydraft/{name}.html"
        return TemplateResponse(request, template, context | more)


@admin.register(PolicyTrial)
class TrialBrowser(Browser):
    """The whole of what was found. The file that was sent is not kept."""

    list_display = ["draft", "asked_at", "asked_by", "state", "orders"]
    list_select_related = ["draft", "asked_by"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyTrial]:
        """A list reads neither files nor results."""
        return super().get_queryset(request).defer("recorded", "result")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        trials = PolicyTrial.objects.select_related("draft", "asked_by", "against")
        pk = int(object_id) if object_id.isdecimal() else 0
        trial = get_object_or_404(trials.defer("recorded"), pk=pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Simulation"),
            "opts": self.opts,
            "trial": trial,
            "found": found_of(trial),
        }
        return TemplateResponse(request, "admin/escrow/policytrial/change_form.html", context)


def found_of(trial: PolicyTrial | None) -> dict[str, Any] | None:
    """What a trial found, in words; None while there is nothing."""
    if trial is None or trial.state != trial.State.DONE:
        return None
    result = trial.result
    return {
        "orders": result["orders"],
        "hold": result["hold"],
        "parties": trial_words.parties(result),
        "endings": trial_words.endings(result),
        "groups": trial_words.groups(result),
        "cash": trial_words.cash(result),
        "shops": trial_words.shops(result),
        "too_late": result["too_late"],
        "gone": result["gone"],
    }


def _may(request: HttpRequest, draft: PolicyDraft) -> dict[str, bool]:
    """Which buttons make sense; the stories decide."""
    by: Any = request.user
    own = by.pk in (draft.proposed_by_id, draft.changed_by_id)
    return {
        "draft": by.has_perm(policy_drafts.MAY_DRAFT),
        "try": by.has_perm(running.MAY_TRY),
        "publish": by.has_perm(policy_publishing.MAY_PUBLISH) and not own,
    }
