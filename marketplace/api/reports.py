"""Saying that a listing is wrong."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace import reporting
from marketplace.api.asked import Text
from marketplace.api.idempotency import idempotent
from marketplace.api.scopes import Member
from marketplace.models import Listing
from marketplace.models.api_token import Scope
from marketplace.models.listing import SEEN
from marketplace.models.listing_report import ReportReason


class ReportInput(serializers.Serializer):
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    words = Text(max_length=2000, allow_blank=True, default="")


class ReportSerializer(serializers.Serializer):
    """What was said, and what became of it; the outcome is empty while it waits."""

    id = serializers.IntegerField()
    reason = serializers.CharField()
    outcome = serializers.CharField()


class Reports(generics.GenericAPIView):
    """A member reports a listing; a second report is the first one."""

    scope = Scope.MESSAGES
    permission_classes = (Member,)
    throttle_scope = "messages"
    serializer_class = ReportInput

    @extend_schema(responses={201: ReportSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = get_object_or_404(Listing, pk=pk, state__in=SEEN)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by: Any = request.user
        made = reporting.report(listing, by=by, **asked.validated_data)
        return Response(ReportSerializer(made).data, status=201)
