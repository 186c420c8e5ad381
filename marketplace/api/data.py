"""Everything we know of somebody, for their programs."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.data_export import stories
from marketplace.models import DataExport
from marketplace.views.data import mine_or_404, sent


class DataExportSerializer(serializers.ModelSerializer):
    class Meta:
        model = DataExport
        fields = ["id", "state", "size", "asked_at", "ready_at", "delete_at"]
        read_only_fields = fields


class DataExports(APIView):
    """My exports, newest first; POST asks for one."""

    permission_classes = [IsAuthenticated]
    throttle_scope = "write"

    @extend_schema(responses=DataExportSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = member(request).data_exports.order_by("-asked_at")[:50]
        return Response(DataExportSerializer(rows, many=True).data)

    @extend_schema(request=None, responses={202: DataExportSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        export = stories.ask(by=member(request))
        return Response(DataExportSerializer(export).data, status=status.HTTP_202_ACCEPTED)


class DataFile(APIView):
    """The file, while it is there."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID) -> FileResponse:
        return sent(mine_or_404(member(request), pk), member(request))
