"""Listings as a file, for programs: looked at first, then taken in."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.listing_files import importing, table
from marketplace.models import ListingImport
from marketplace.models.api_token import Scope
from sellers.models import Seller


class ImportSerializer(serializers.ModelSerializer):
    """`report`: rows, good, new, changed, same, and `wrong` as (line, column, sentence)."""

    report = serializers.JSONField(read_only=True)

    class Meta:
        model = ListingImport
        fields = ["id", "name", "report", "brought_at", "done_at"]
        read_only_fields = fields


class BringSerializer(serializers.Serializer):
    file = serializers.FileField()


class OwnImports(generics.GenericAPIView):
    scope = Scope.SELL
    permission_classes = [Member]
    serializer_class = ImportSerializer

    def get_queryset(self) -> Any:
        return ListingImport.objects.filter(seller__user=self.request.user.pk)


class ImportList(OwnImports):
    """Bring a file; nothing changes yet."""

    parser_classes = [MultiPartParser, FormParser]
    throttle_scope = "upload"

    @extend_schema(request=BringSerializer, responses={201: ImportSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = BringSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = member(request)
        seller = get_object_or_404(Seller, user=person)
        file = asked.validated_data["file"]
        content = file.read(table.MOST_BYTES + 1)
        brought = importing.look(seller, content, file.name, by=person)
        return Response(ImportSerializer(brought).data, status=status.HTTP_201_CREATED)


class ImportDetail(OwnImports, generics.RetrieveAPIView):
    """What the file would do, or has done."""


class ImportRun(OwnImports):
    """Take in the good rows; a second time nothing happens."""

    throttle_scope = "write"

    @extend_schema(request=None, responses={200: ImportSerializer})
    @idempotent
    def post(self, request: Request, pk: str) -> Response:
        done = importing.run(self.get_object(), by=member(request))
        return Response(ImportSerializer(done).data)
