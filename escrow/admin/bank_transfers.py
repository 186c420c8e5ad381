"""Money that leaves our bank account: what waits, the files for the bank, and what it refused."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, Rows
from escrow.gateways.bank_transfer import following, unapplied
from escrow.gateways.bank_transfer.payment_file import make_file
from escrow.models import BankFile, BankTransfer
from escrow.story import Refusal


@admin.register(BankTransfer)
class TransferBrowser(Browser):
    list_display = ["at", "kind", "amount", "state", "holder", "hint", "file", "code"]
    list_filter = ["state"]
    list_select_related = ["file"]
    search_fields = ["end_to_end", "reference"]
    ordering = ["-pk"]
    fields = [
        *["kind", "amount", "state", "code", "holder", "hint", "end_to_end", "reference"],
        *["file", "at"],
    ]
    actions = ["refused_by_bank"]
    change_list_template = "admin/escrow/banktransfer/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.write_file)
        return [path("file/", view, name="escrow_banktransfer_file"), *super().get_urls()]

    def write_file(self, request: HttpRequest) -> HttpResponse:
        """A payment file of everything that waits."""
        if request.method != "POST" or not self.has_send_permission(request):
            raise PermissionDenied
        try:
            made = make_file(by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:escrow_banktransfer_changelist")
        messages.success(request, _("The file is made. Fetch it here and give it to your bank."))
        return redirect("admin:escrow_bankfile_change", made.pk)

    @admin.action(description=_("The bank has refused it"), permissions=["send"])
    def refused_by_bank(self, request: HttpRequest, chosen: QuerySet[BankTransfer]) -> None:
        for key in chosen.order_by("pk").values_list("pk", flat=True):
            try:
                unapplied.reject(key, by=request.user)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Written down."))
        following.follow()

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_banktransfer")


class TransferRows(Rows):
    model = BankTransfer
    fields = ["kind", "amount", "state", "holder", "hint"]
    readonly_fields = ["amount", "hint"]


@admin.register(BankFile)
class FileBrowser(Browser):
    list_display = ["message_id", "made_at", "made_by", "fetch"]
    list_select_related = ["made_by"]
    ordering = ["-pk"]
    fields = ["message_id", "made_at", "made_by", "sha256", "fetch"]
    readonly_fields = ["fetch"]
    inlines = [TransferRows]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download)
        address = path("<int:pk>/file/", view, name="escrow_bankfile_download")
        return [address, *super().get_urls()]

    @admin.display(description=_("file"))
    def fetch(self, row: BankFile) -> SafeString:
        address = reverse("admin:escrow_bankfile_download", args=[row.pk])
        return format_html('<a href="{}">{}.xml</a>', address, row.message_id)

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        """It names whole accounts, so only who may send money may fetch it."""
        if not request.user.has_perm("escrow.change_banktransfer"):
            raise PermissionDenied
        made = get_object_or_404(BankFile, pk=pk)
        answer = HttpResponse(made.body, content_type="application/xml")
        answer["Content-Disposition"] = f'attachment; filename="{made.message_id}.xml"'
        return answer
