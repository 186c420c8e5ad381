"""Admin pages that show and never change: nothing of ours is edited behind its story's back.

They stay quick with a million rows: no list counts its table, and what staff search for is looked
up where an index stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import CharField, EmailField, Model, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.functional import cached_property

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    Pages = Paginator[Any]
else:
    ModelAdmin, TabularInline, Pages = admin.ModelAdmin, admin.TabularInline, Paginator

MOST = 1_000
# `email__lower`: as the index on addresses has it.
CharField.register_lookup(Lower)
EmailField.register_lookup(Lower)


class PagesToTurn(Pages):
    """As many pages as a person would turn; who wants more narrows the list down."""

    @cached_property
    def count(self) -> int:
        return min(self._first_of_all, MOST)

    @property
    def has_more(self) -> bool:
        return self._first_of_all > MOST

    @cached_property
    def _first_of_all(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: MOST + 1].count())


class ReadOnly:
    """No add, no change, no delete: whatever permissions somebody has."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class LooksUp(ModelAdmin):
    """A list whose `search_fields` are lookups, each asked alone, so that each finds its index."""

    paginator = PagesToTurn
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count every row of each filter
    sortable_by: ClassVar[Any] = ()  # any other order would sort the whole table
    list_per_page = 50

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows of which one of the lookups is what was typed."""
        term = search_term.strip()
        if not term:
            return queryset, False
        found = [self._where(lookup, term) for lookup in self.get_search_fields(request)]
        first, *rest = [rows for rows in found if rows is not None] or [
            queryset.model.objects.none()
        ]
        return queryset.filter(pk__in=first.union(*rest) if rest else first), False

    def _where(self, lookup: str, term: str) -> QuerySet[Any] | None:
        """Keys of the rows; None when nothing like it could stand there."""
        try:
            rows: QuerySet[Any] = self.model._default_manager.filter(**_asked(lookup, term))
        except (ValidationError, ValueError, OverflowError):
            return None
        return rows.order_by().values("pk")[:MOST]


def _asked(lookup: str, term: str) -> dict[str, Any]:
    """Exactly it, numbers in capitals too; or as the lookup says."""
    if "\0" in term:
        raise ValueError("no text of ours has that")
    if "__lower" in lookup:
        return {lookup: term.lower()}
    if lookup.endswith("__startswith"):
        return {lookup: term}
    return {f"{lookup.removeprefix('=')}__in": list(dict.fromkeys([term, term.upper()]))}


class Browser(ReadOnly, LooksUp):
    """A list and a page of facts."""

    actions: Any = None


class Rows(ReadOnly, TabularInline):
    """Rows that belong to what the page shows."""

    extra = 0
    can_delete = False
    show_change_link = True
