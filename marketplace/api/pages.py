"""Lists in pages: each answer says where the next one is, and stays right while rows come in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

MOST = 100


class Pages(CursorPagination):
    """`page_size` rows a page; a cursor that nobody was given is a page that is not there."""

    page_size_query_param = "page_size"
    max_page_size = MOST

    def get_page_size(self, request: Request) -> int:
        """As many as are asked for, where that makes sense. Raises ValidationError."""
        typed = request.query_params.get(self.page_size_query_param)
        if typed is None:
            return self.page_size or MOST
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MOST):
            said = _("Ask for 1 to %(most)d rows.") % {"most": MOST}
            raise exceptions.ValidationError({"page_size": said})
        return int(typed)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for one in found:
            if one["name"] == self.page_size_query_param:
                one["schema"] = {"type": "integer", "minimum": 1, "maximum": MOST}
        return found

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
