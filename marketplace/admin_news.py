"""News from us for staff: to write once, and to read. What is sent is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from escrow.browsing import ModelAdmin
from marketplace import newsletters
from marketplace.models import Newsletter


class NewsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Newsletter
        fields = ["title", "text", "path"]

    def clean_path(self) -> str:
        path = str(self.cleaned_data["path"])
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("It has to lead to a page of this shop: begin with one slash."))
        return path


@admin.register(Newsletter)
class NewsletterAdmin(ModelAdmin):
    """Saving it sends it to everybody who wants news."""

    form = NewsForm
    list_display = ["title", "by", "created_at"]
    list_select_related = ["by"]
    ordering = ["-created_at"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The admin would save inside a transaction of its own, in which no story can stand."""
        if request.method == "POST" and object_id is None and self.has_add_permission(request):
            form = NewsForm(request.POST)
            if form.is_valid():
                newsletters.publish(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
                messages.success(request, _("On its way to everybody who wants news."))
                return redirect("admin:marketplace_newsletter_changelist")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
