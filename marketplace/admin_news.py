"""News from us for staff: to write once, and to read. What is sent is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made = newsletters.publish(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        obj.pk = made.pk

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
