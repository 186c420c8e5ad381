"""What our staff decided about somebody, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import sanction_appeals
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from sellers.models import Sanction


class DecisionAboutMeSerializer(serializers.ModelSerializer):
    """Why, until when (none: a hidden review), and what was said against it."""

    sentence = serializers.CharField(source="get_kind_display")
    can_appeal = serializers.BooleanField(source="can_be_appealed")

    class Meta:
        model = Sanction
        fields = [
            "id",
            "kind",
            "sentence",
            "words",
            "at",
            "until",
            "can_appeal",
            "appeal",
            "appealed_at",
            "answer_by",
            "answer",
            "ended_at",
            "why_ended",
        ]


class DecisionAppealInput(serializers.Serializer):
    words = serializers.CharField(max_length=4000)


class DecisionsAboutMe(APIView):
    """What is in force about me."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=DecisionAboutMeSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = member(request).sanctions.in_force()
        return Response(DecisionAboutMeSerializer(rows, many=True).data)


class DecisionAppeals(APIView):
    """One of them is wrong; said once."""

    permission_classes = [IsAuthenticated]
    throttle_scope = "write"

    @extend_schema(request=DecisionAppealInput, responses={201: DecisionAboutMeSerializer})
    @idempotent
    def post(self, request: Request, pk: Any) -> Response:
        sanction = get_object_or_404(member(request).sanctions.all(), pk=pk)
        asked = DecisionAppealInput(data=request.data)
        asked.is_valid(raise_exception=True)
        words = asked.validated_data["words"]
        made = sanction_appeals.appeal(sanction, by=member(request), words=words)
        return Response(DecisionAboutMeSerializer(made).data, status=status.HTTP_201_CREATED)
