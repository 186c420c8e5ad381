"""The record of an order for programs."""

from __future__ import annotations

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.api.member import member
from marketplace.views.records import as_file


class OrderRecord(APIView):
    """Everything of one order that I may see, as a signed ZIP. docs/records.md"""

    permission_classes = [IsAuthenticated]
    throttle_scope = "upload"

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, number: str) -> FileResponse:
        return as_file(number, member(request))
