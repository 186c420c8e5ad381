"""Large tables: found by a whole key or the beginning of one, and ordered as their index is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.admin import ShowFacets
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet, UUIDField
from django.http import HttpRequest


class Exactly:
    """`find_by`: columns of which the whole is typed; `find_by_beginning`: the first signs do."""

    find_by: tuple[str, ...] = ()
    find_by_beginning: tuple[str, ...] = ()
    show_facets = ShowFacets.NEVER  # they count every row of each filter
    sortable_by: Any = ()  # any other order would sort the whole table
    search_fields: Any = ("pk",)  # shows the box

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        typed = search_term.strip()
        if not typed:
            return queryset, False
        found = Q(pk__in=[])
        for name in self.find_by:
            if _fits(queryset.model, name, typed):
                found |= Q(**{name: typed})
        for name in self.find_by_beginning:
            found |= Q(**{f"{name}__startswith": typed})
        return queryset.filter(found), False


def _fits(model: type[Model], name: str, typed: str) -> bool:
    """What is no key of ours is looked for in the other columns only."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a neighbour's: order numbers and the like are text
        return True
    if not isinstance(field, UUIDField):
        return not field.get_internal_type().endswith("IntegerField") or typed.isdecimal()
    try:
        UUID(typed)
    except ValueError:
        return False
    return True
