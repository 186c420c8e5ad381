"""Admin pages that show and never change: nothing of ours is edited behind its story's back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline


class ReadOnly:
    """No add, no change, no delete: whatever permissions somebody has."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Browser(ReadOnly, ModelAdmin):
    """A list and a page of facts. Counting all rows of a large table is left out."""

    actions: Any = None
    show_full_result_count = False
    list_per_page = 50


class Rows(ReadOnly, TabularInline):
    """Rows that belong to what the page shows."""

    extra = 0
    can_delete = False
    show_change_link = True
