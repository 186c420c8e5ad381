"""Bank statements: brought in by a page that first shows what would happen, and read afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escrow.admin.bank_words import MADE
from escrow.browsing import Browser, Rows
from escrow.gateways.bank_transfer import drafts
from escrow.gateways.bank_transfer.importing import Import, import_statement
from escrow.gateways.bank_transfer.lines import BadStatement
from escrow.gateways.bank_transfer.reading import MOST_BYTES
from escrow.models import BankLine, BankStatement


class StatementForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Statement (CAMT.053 or CSV)"))


class LineRows(Rows):
    model = BankLine
    fields = ["day", "amount", "name", "hint", "text"]
    readonly_fields = ["amount", "hint"]


@admin.register(BankStatement)
class StatementBrowser(Browser):
    list_display = ["name", "imported_at", "imported_by", "newest_day", "line_count", "new_count"]
    list_select_related = ["imported_by"]
    ordering = ["-imported_at"]
    inlines = [LineRows]
    change_list_template = "admin/escrow/bankstatement/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.bring)
        return [path("import/", view, name="escrow_bankstatement_import"), *super().get_urls()]

    def bring(self, request: HttpRequest) -> HttpResponse:
        """Look at a file, then import it. The same file in between, so nobody chooses it twice."""
        if not request.user.has_perm("escrow.add_bankstatement"):
            raise PermissionDenied
        if request.method == "POST" and "draft" in request.POST:
            return self._import(request, request.POST["draft"], request.POST.get("name", ""))
        form = StatementForm(request.POST or None, request.FILES or None)
        shown = self._looked_at(request, form) if form.is_valid() else {}
        context = {**self.admin_site.each_context(request), "form": form, **shown}
        context["title"] = _("Import a bank statement")
        context["opts"] = self.opts
        return render(request, "admin/escrow/bankstatement/import.html", context)

    def _looked_at(self, request: HttpRequest, form: StatementForm) -> dict[str, Any]:
        file = form.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            told = import_statement(content, file.name, by=request.user, dry_run=True)
        except BadStatement as bad:
            form.add_error("file", str(bad))
            return {}
        return {
            "told": told,
            "rows": [(line, MADE[made]) for line, made in told.lines],
            "draft": drafts.keep(content, by=request.user) if told.lines else "",
            "name": file.name,
        }

    def _import(self, request: HttpRequest, draft: str, name: str) -> HttpResponse:
        content = drafts.find(draft, by=request.user)
        if content is None:
            messages.error(request, _("This file is gone. Please choose it again."))
            return redirect("admin:escrow_bankstatement_import")
        try:
            told = import_statement(content, name, by=request.user)
        except BadStatement as bad:
            messages.error(request, str(bad))
        else:
            messages.success(request, _said(told))
        drafts.forget(draft, by=request.user)
        return redirect("admin:escrow_bankstatement_changelist")


def _said(told: Import) -> str:
    count = len(told.lines)
    words = ngettext("%d new line was imported.", "%d new lines were imported.", count)
    return words % count
