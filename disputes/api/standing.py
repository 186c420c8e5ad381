"""A person's own standing as a buyer, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import standing_appeals, standing_page
from disputes.views.standing import own_or_404
from marketplace.api.asked import Text
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class StandingAppealSerializer(serializers.Serializer):
    """What was said against it, by when it is answered, and the answer."""

    state = serializers.CharField()
    words = serializers.CharField()
    at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField()
    answer = serializers.CharField()


class MarkSerializer(serializers.Serializer):
    """What counts, and until when."""

    id = serializers.UUIDField(source="subject.pk")
    code = serializers.CharField(source="subject.code")
    sentence = serializers.CharField(source="subject.get_code_display")
    order = serializers.CharField(source="subject.order.number")
    dispute = serializers.UUIDField(source="subject.dispute_id", allow_null=True)
    at = serializers.DateTimeField(source="subject.at")
    counts_until = serializers.DateTimeField(source="subject.counts_until")
    can_appeal = serializers.BooleanField()
    appeal = StandingAppealSerializer(allow_null=True)


class RestrictionSerializer(serializers.Serializer):
    """What staff set, why, and until when."""

    id = serializers.UUIDField(source="subject.pk")
    code = serializers.CharField(source="subject.code")
    sentence = serializers.CharField(source="subject.get_code_display")
    words = serializers.CharField(source="subject.words")
    began_at = serializers.DateTimeField(source="subject.began_at")
    until = serializers.DateTimeField(source="subject.until")
    can_appeal = serializers.BooleanField()
    appeal = StandingAppealSerializer(allow_null=True)


class StandingSerializer(serializers.Serializer):
    """`level` is `good`, `watch` or `restricted`; `until` is when it changes by itself."""

    level = serializers.CharField(source="buyer_standing.level")
    means = serializers.CharField()
    until = serializers.DateTimeField(source="buyer_standing.until", allow_null=True)
    marks = MarkSerializer(many=True)
    restrictions = RestrictionSerializer(many=True)


class StandingAppealInput(serializers.Serializer):
    words = Text(max_length=4000)


class Standing(APIView):
    """My standing as a buyer, with what counts and until when."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=StandingSerializer)
    def get(self, request: Request) -> Response:
        return _standing(request, status.HTTP_200_OK)


class StandingAppeals(APIView):
    """A mark or a restriction of mine is wrong; said once."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=StandingAppealInput, responses={201: StandingSerializer})
    @idempotent
    def post(self, request: Request, pk: Any) -> Response:
        subject = own_or_404(member(request), pk)
        asked = StandingAppealInput(data=request.data)
        asked.is_valid(raise_exception=True)
        standing_appeals.appeal(subject, by=member(request), words=asked.validated_data["words"])
        return _standing(request, status.HTTP_201_CREATED)


def _standing(request: Request, code: int) -> Response:
    return Response(StandingSerializer(standing_page.context(member(request))).data, status=code)
