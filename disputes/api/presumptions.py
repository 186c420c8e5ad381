"""The published presumptions, for programs: the data of a policy beside the sentences of the page."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import published_rules as rules
from disputes.published_rules import Rule
from disputes.rule_words import TURNS
from escrow import policy
from escrow.models import Policy
from marketplace.api.fields import MoneyField
from marketplace.api.scopes import OPEN


class PartShape(serializers.Serializer):
    """`favours`: buyer, seller, staff or half_each; `paid_by`: seller, fund, or nobody."""

    range = serializers.CharField()
    favours = serializers.CharField()
    paid_by = serializers.CharField()
    means = serializers.CharField()


class RuleShape(serializers.Serializer):
    """`limit` is where the first part ends and the second begins; null where there is one."""

    code = serializers.CharField()
    question = serializers.CharField()
    when = serializers.CharField()
    limit = MoneyField(allow_null=True)
    parts = PartShape(many=True)


class PresumptionsShape(serializers.Serializer):
    """`hours` is how long everybody has for each turn of a case."""

    policy = serializers.IntegerField()
    sha256 = serializers.CharField()
    published_at = serializers.DateTimeField()
    currency = serializers.CharField()
    presumptions = RuleShape(many=True)
    hours = serializers.DictField(child=serializers.FloatField())


class InForce(APIView):
    """The rules of the policy in force; `currency` chooses whose amounts."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(operation_id="presumptions_in_force", responses=PresumptionsShape)
    def get(self, request: Request) -> Response:
        return _answer(request, policy.in_force())


class Under(APIView):
    """The rules of an older policy, by its number."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(responses=PresumptionsShape)
    def get(self, request: Request, number: int) -> Response:
        return _answer(request, get_object_or_404(Policy, number=number))


def _answer(request: Request, found: Policy) -> Response:
    currency = rules.currency_of(found, request.query_params.get("currency", ""))
    windows = {code: rules.hours(found.window(code)) for code in TURNS}
    told = {
        "policy": found.number,
        "sha256": found.sha256,
        "published_at": found.published_at,
        "currency": currency,
        "presumptions": [_shape(rule) for rule in rules.of(found, currency)],
        "hours": windows,
    }
    return Response(PresumptionsShape(told).data)


def _shape(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "question": rule.question,
        "when": rule.when,
        "limit": rule.limit,
        "parts": rule.parts,
    }
