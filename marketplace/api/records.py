"""The record of an order for programs."""

from __future__ import annotations

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.api.files import PAPERS
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope
from marketplace.views.records import as_file


class OrderRecord(APIView):
    """Everything of one order that I may see, as a signed ZIP. docs/records.md"""

    scope = Scope.READ
    permission_classes = [Member]
    throttle_scope = "upload"
    renderer_classes = PAPERS

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, number: str) -> FileResponse:
        return as_file(number, member(request))
