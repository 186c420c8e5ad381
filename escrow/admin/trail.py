"""The audit trail for staff: a page to search in, the seals under it, and when all was compared."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow import reading_trail, tasks
from escrow.browsing import Browser
from escrow.models import AuditCheck, AuditEntry, AuditSeal, BooksProof
from escrow.reading_trail import Asked


class TrailForm(forms.Form):
    """What to look for; every field may stay empty."""

    thing = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    number = forms.CharField(label=gettext_lazy("Its number"), required=False, max_length=40)
    person = forms.EmailField(label=gettext_lazy("Done by (e-mail)"), required=False)
    action = forms.CharField(label=gettext_lazy("What was done"), required=False, max_length=60)
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("To"), required=False)
    originals = forms.BooleanField(label=gettext_lazy("Only originals seen"), required=False)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        self.fields["thing"].choices = [("", _("anything")), *reading_trail.things()]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
        self.fields["action"].widget.attrs["placeholder"] = "evidence_original_viewed"

    @property
    def asked(self) -> Asked:
        """What is wrong in the form is not looked for."""
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value})

    def clean_action(self) -> str:
        """The way people say it, and the way it is written."""
        return "_".join(str(self.cleaned_data["action"]).lower().split())


@admin.register(AuditEntry)
class TrailBrowser(Browser):
    """Nobody edits it here or anywhere; only the list is our own."""

    list_select_related = ["by"]
    fields = ["at", "by", "action", "subject_type", "subject_id", "detail"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.compare)
        return [path("check/", view, name="escrow_auditentry_check"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TrailForm(request.GET)
        form.is_valid()
        found = reading_trail.page(form.asked, request.GET.get("after", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Audit trail"),
            "opts": self.opts,
            "form": form,
            "rows": [(row, _address_of(row), _detail(row)) for row in found.rows],
            "older": _older(form.asked, found.after),
            "standing": reading_trail.standing(),
        }
        return TemplateResponse(request, "admin/escrow/auditentry/change_list.html", context)

    def compare(self, request: HttpRequest) -> HttpResponse:
        """Compare everything with its seals now; a million rows take some seconds, so not here."""
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        tasks.check_audit.apply_async(expires=600)
        messages.info(request, _("Everything is being compared. Look again in a minute."))
        return redirect("admin:escrow_auditentry_changelist")


@admin.register(AuditSeal)
class SealBrowser(Browser):
    list_display = ["number", "sealed_at", "from_id", "to_id", "count", "chained"]
    search_fields = ["=number"]
    ordering = ["-number"]
    exclude = ["leaves"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditSeal]:
        """Forty kilobytes a row that nobody reads here."""
        return super().get_queryset(request).defer("leaves")


@admin.register(AuditCheck)
class CheckBrowser(Browser):
    list_display = ["at", "seals", "rows", "faults"]
    ordering = ["-pk"]


@admin.register(BooksProof)
class ProofBrowser(Browser):
    """Each time that the books were proved by the clock, and how it came out."""

    list_display = ["started_at", "finished_at", "differences"]
    ordering = ["-pk"]


def _detail(row: AuditEntry) -> list[tuple[str, str]]:
    """What was written with it; a list as a sentence of parts."""
    return [
        (name, "; ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in row.detail.items()
    ]


def _older(asked: Asked, after: str) -> str:
    kept = {name: value for name, value in asdict(asked).items() if value}
    return f"?{urlencode(kept | {'after': after})}" if after else ""


def _address_of(row: AuditEntry) -> str:
    """The desk's page of the thing, where it has one."""
    for app in ("escrow", "sellers", "marketplace", "disputes"):
        try:
            return reverse(f"admin:{app}_{row.subject_type}_change", args=[row.subject_id])
        except NoReverseMatch:
            continue
    return ""
