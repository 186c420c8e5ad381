"""Everything we know of somebody, for their programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.files import PAPERS
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import Pages
from marketplace.api.scopes import Member
from marketplace.data_export import stories
from marketplace.models import DataExport
from marketplace.models.api_token import Scope
from marketplace.views.data import mine_or_404, sent


class DataExportSerializer(serializers.ModelSerializer):
    class Meta:
        model = DataExport
        fields = ["id", "state", "size", "asked_at", "ready_at", "delete_at"]
        read_only_fields = fields


class LastAskedFirst(Pages):
    ordering = ("-asked_at", "-id")


class DataExports(generics.ListAPIView):
    """My exports, newest first; POST asks for one."""

    scope = Scope.ACCOUNT
    scope_to_look = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    serializer_class = DataExportSerializer
    pagination_class = LastAskedFirst
    queryset = DataExport.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return member(self.request).data_exports.all()

    @extend_schema(request=None, responses={202: DataExportSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        export = stories.ask(by=member(request))
        return Response(DataExportSerializer(export).data, status=status.HTTP_202_ACCEPTED)


class DataFile(APIView):
    """The file, while it is there."""

    scope = Scope.ACCOUNT
    scope_to_look = Scope.ACCOUNT
    permission_classes = [Member]
    renderer_classes = PAPERS

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID) -> FileResponse:
        return sent(mine_or_404(member(request), pk), member(request))
