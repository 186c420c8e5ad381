"""What our staff decided about somebody, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import sanction_appeals
from marketplace.api.asked import Text
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import Pages
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope
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
    words = Text(max_length=4000)


class LastDecidedFirst(Pages):
    ordering = ("-at", "-id")


class DecisionsAboutMe(generics.ListAPIView):
    """What is in force about me."""

    scope = Scope.READ
    permission_classes = [Member]

    serializer_class = DecisionAboutMeSerializer
    pagination_class = LastDecidedFirst
    queryset = Sanction.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return member(self.request).sanctions.in_force()


class DecisionAppeals(APIView):
    """One of them is wrong; said once."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
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
