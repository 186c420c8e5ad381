"""What usually happens, for programs: counts of cases, and only where there are enough of them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import known_reasons, precedent_words, precedents
from escrow import policy
from marketplace.api.asked import Whole
from marketplace.api.scopes import OPEN
from marketplace.models import Listing


class Question(serializers.Serializer):
    """Which reason, of which listing."""

    reason = serializers.ChoiceField(choices=known_reasons.CODES)
    listing = Whole()


class EndingShape(serializers.Serializer):
    """`ending`: all, part, return, replacement or nothing."""

    ending = serializers.CharField()
    cases = serializers.IntegerField()


class PrecedentsShape(serializers.Serializer):
    """`enough` is false, and all else null, while too few cases of too few people are known.

    `alike`: price (and category), category, or reason alone. `others` ended in ways that too few
    cases share to be named. `middle_percent`: of the claim, where a part went back.
    """

    enough = serializers.BooleanField()
    sentence = serializers.CharField(allow_null=True)
    alike = serializers.CharField(allow_null=True)
    cases = serializers.IntegerField(allow_null=True)
    endings = EndingShape(many=True, allow_null=True)
    others = serializers.IntegerField(allow_null=True)
    middle_percent = serializers.IntegerField(allow_null=True)


NOTHING_TOLD = dict.fromkeys(PrecedentsShape().fields, None) | {"enough": False}


class Precedents(APIView):
    """How cases of this reason about such a thing ended. Counts alone; never a single case."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[Question],
        responses=PrecedentsShape,
    )
    def get(self, request: Request) -> Response:
        asked = Question(data=request.query_params)
        asked.is_valid(raise_exception=True)
        public = Listing.objects.exclude(state=Listing.State.DRAFT)
        listing = get_object_or_404(public, pk=asked.validated_data["listing"])
        reason = asked.validated_data["reason"]
        found = precedents.of_listing(reason, listing, policy.in_force())
        if found is None:
            return Response(NOTHING_TOLD)
        told = {
            "enough": True,
            "sentence": precedent_words.sentence(found),
            "alike": found.width.value,
            "cases": found.cases,
            "endings": [{"ending": each, "cases": n} for each, n in found.endings.items()],
            "others": found.others,
            "middle_percent": found.middle_percent,
        }
        return Response(PrecedentsShape(told).data)
