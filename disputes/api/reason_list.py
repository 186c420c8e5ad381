"""What can be wrong, for programs: each reason with its questions and the codes of the answers."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import known_reasons
from disputes.question import Kind, Question
from disputes.reason import Reason
from marketplace.api.scopes import OPEN


class AnswerShape(serializers.Serializer):
    code = serializers.CharField()
    words = serializers.CharField()


class QuestionShape(serializers.Serializer):
    """`kind`: one code, some codes, a count, a day (year-month-day) or a few words."""

    code = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    answers = AnswerShape(many=True)


class ReasonShape(serializers.Serializer):
    code = serializers.CharField()
    title = serializers.CharField()
    evidence = serializers.CharField()
    usual = serializers.CharField()
    after_delivery = serializers.BooleanField()
    remedies = serializers.ListField(child=serializers.CharField())
    asks = QuestionShape(many=True)


class ReasonList(APIView):
    """What can be wrong, what each asks and what would put it right, in the reader's language."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(responses={200: ReasonShape(many=True)})
    def get(self, request: Request) -> Response:
        return Response(ReasonShape([_shape(one) for one in known_reasons.REASONS], many=True).data)


def _shape(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "title": reason.title,
        "evidence": reason.evidence,
        "usual": reason.usual,
        "after_delivery": reason.after_delivery,
        "remedies": list(reason.remedies),
        "asks": [_question(one) for one in reason.asks],
    }


def _question(question: Question) -> dict[str, Any]:
    answers = [{"code": code, "words": words} for code, words in question.answers.items()]
    kind = question.kind.value
    return {"code": question.code, "text": question.text, "kind": kind, "answers": answers}
