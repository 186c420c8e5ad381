"""A seller's numbers for programs, as the desk shows them; and the formulas for everybody."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow import policy
from escrow.default_policy import SELLERS
from marketplace import numbers_page
from marketplace.api.member import member
from marketplace.api.scopes import OPEN, Member
from marketplace.metric_words import FORMULAS
from marketplace.models.api_token import Scope
from sellers.models import Seller


class NumberSerializer(serializers.Serializer):
    """`wrong` of `of` went wrong; `target_bps` is the share that may."""

    code = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    wrong = serializers.IntegerField(source="counted.wrong")
    of = serializers.IntegerField(source="counted.of")
    target_bps = serializers.IntegerField(source="counted.target_bps", allow_null=True)
    is_met = serializers.BooleanField()


class NumbersSerializer(serializers.Serializer):
    """`rating` out of five, of `ratings` that count; null: none does."""

    level = serializers.CharField()
    days = serializers.IntegerField()
    rating = serializers.FloatField(allow_null=True)
    ratings = serializers.IntegerField()
    numbers = NumberSerializer(many=True)


class FactSerializer(serializers.Serializer):
    """One order, parcel or question. `weight` and `stars` are of ratings."""

    order = serializers.CharField(source="order.number", default=None, allow_null=True)
    at = serializers.DateTimeField()
    happened = serializers.ListField(child=serializers.CharField())
    is_wrong = serializers.BooleanField()
    stars = serializers.IntegerField()
    weight = serializers.FloatField(allow_null=True)


class FactsSerializer(serializers.Serializer):
    """`after` is where the next page begins; empty: there is none."""

    facts = FactSerializer(many=True)
    after = serializers.CharField(allow_blank=True)


class RulesSerializer(serializers.Serializer):
    """The numbers of the policy in force, and the formulas in words."""

    policy = serializers.IntegerField()
    rules = serializers.DictField(child=serializers.IntegerField())
    formulas = serializers.DictField(child=serializers.CharField())


class Numbers(APIView):
    """My shop's level, and the numbers it follows from."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(operation_id="numbers_of_my_shop", responses=NumbersSerializer)
    def get(self, request: Request) -> Response:
        seller = _seller(request)
        known = numbers_page.of(seller)
        told = {
            "level": seller.level,
            "days": known.days,
            "rating": known.score.rating,
            "ratings": known.score.count,
            "numbers": numbers_page.numbers(known),
        }
        return Response(NumbersSerializer(told).data)


class Facts(APIView):
    """How one number came about, newest first; `after` goes on, `only=wrong` narrows it."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=FactsSerializer)
    def get(self, request: Request, code: str) -> Response:
        only_wrong = request.query_params.get("only") == "wrong"
        after = request.query_params.get("after", "")
        found = numbers_page.behind(_seller(request), code, only_wrong=only_wrong, after=after)
        if found is None:
            raise Http404
        return Response(FactsSerializer({"facts": found[0], "after": found[1]}).data)


class Rules(APIView):
    """How sellers are rated."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(responses=RulesSerializer)
    def get(self, request: Request) -> Response:
        rules = policy.in_force()
        told = {
            "policy": rules.number,
            "rules": {name: rules.of_sellers(name) for name in SELLERS},
            "formulas": FORMULAS,
        }
        return Response(RulesSerializer(told).data)


def _seller(request: Request) -> Seller:
    found = Seller.objects.filter(user=member(request)).first()
    if found is None:
        raise exceptions.NotFound
    return found
