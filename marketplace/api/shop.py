"""A seller's own shop for programs: what it says, what it promises, when it is away, who sells."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import editions, return_words, shop_settings
from marketplace.api.asked import AsKept, Text, YesOrNo
from marketplace.api.filled_in import cleaned
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.payouts import shop_of
from marketplace.api.scopes import Member
from marketplace.api.versions import seen_by, tagged, versioned
from marketplace.forms.shop_settings import FACTS, ShopSettingsForm, as_filled_in
from marketplace.models.api_token import Scope
from sellers import verification
from sellers.models import Seller


class ShopSerializer(AsKept):
    """POST takes any of the facts; `returns` is what buyers read, `away` the holidays to come."""

    returns = serializers.SerializerMethodField()
    away = serializers.SerializerMethodField()

    class Meta:
        model = Seller
        fields = [*FACTS, "slug", "level", "returns", "away"]
        read_only_fields = ["slug", "level"]
        extra_kwargs = {name: {"required": False} for name in FACTS}

    def get_returns(self, seller: Seller) -> str:
        return return_words.whole(seller)

    def get_away(self, seller: Seller) -> list[list[str]]:
        return [[first.isoformat(), last.isoformat()] for first, last in shop_settings.away(seller)]


class AwayInput(serializers.Serializer):
    """`back`: those days are working days again."""

    first = serializers.DateField()
    last = serializers.DateField()
    back = YesOrNo(default=False)


class WhoInput(serializers.Serializer):
    legal_name = Text(max_length=120)
    address = Text(max_length=400)
    tax_id = Text(max_length=40)


class WhoSerializer(WhoInput):
    """`state`: asked, given or approved; `because` is why our staff sent it back."""

    state = serializers.CharField()
    due_at = serializers.DateTimeField()
    because = serializers.CharField(allow_blank=True)


class Shop(APIView):
    """My shop; POST changes what is named and leaves the rest."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=ShopSerializer)
    def get(self, request: Request) -> Response:
        return _shown(shop_of(request))

    @extend_schema(request=ShopSerializer, responses={200: ShopSerializer})
    @versioned
    @idempotent
    def post(self, request: Request) -> Response:
        seller = shop_of(request)
        asked = ShopSerializer(seller, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        typed = {**as_filled_in(seller), **asked.validated_data}
        form = ShopSettingsForm(typed, initial=as_filled_in(seller))
        said = cleaned(form)
        changed = shop_settings.change(seller, by=member(request), seen=seen_by(request), **said)
        return _shown(changed)


class Away(APIView):
    """The days on which my shop is away."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=AwayInput, responses={200: ShopSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller, asked = shop_of(request), AwayInput(data=request.data)
        asked.is_valid(raise_exception=True)
        days = dict(asked.validated_data)
        story = shop_settings.be_there if days.pop("back") else shop_settings.be_away
        story(seller, by=member(request), **days)
        seller.refresh_from_db()
        return _shown(seller)


class Who(APIView):
    """Who really sells: what we have asked for; POST gives it. 404 while nothing was asked."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=WhoSerializer)
    def get(self, request: Request) -> Response:
        row = verification.of(shop_of(request))
        if row is None:
            raise exceptions.NotFound
        return Response(WhoSerializer(row).data)

    @extend_schema(request=WhoInput, responses={200: WhoSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = WhoInput(data=request.data)
        asked.is_valid(raise_exception=True)
        row = verification.give(shop_of(request), by=member(request), **asked.validated_data)
        return Response(WhoSerializer(row).data)


def _shown(seller: Seller) -> Response:
    return tagged(Response(ShopSerializer(seller).data), editions.of_shop(seller))
