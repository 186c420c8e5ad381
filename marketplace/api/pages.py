"""Lists in pages: each answer says where the next one is, and stays right while rows come in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class Pages(CursorPagination):
    """`page_size` rows a page; a cursor that nobody was given is a page that is not there."""

    page_size_query_param = "page_size"
    max_page_size = 100

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, TypeError) as not_ours:
            raise NotFound(self.invalid_cursor_message) from not_ours


class NewestFirst(Pages):
    """By the moment it was made."""

    ordering: Any = ("-created_at", "-id")


class LastAddedFirst(Pages):
    """By its number."""

    ordering: Any = "-id"
