"""Prices and numbers of many things at once, for programs that keep a warehouse."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from escrow.money import Money
from marketplace import restocking
from marketplace.api.asked import Whole
from marketplace.api.fields import LARGEST, AmountField
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.own_listing_shapes import OwnVariantSerializer
from marketplace.api.pages import LastAddedFirst
from marketplace.api.payouts import shop_of
from marketplace.api.problems import does_not_fit
from marketplace.api.scopes import Member
from marketplace.models import Variant
from marketplace.models.api_token import Scope
from marketplace.restocking import Restock

MOST = 200


class StockSerializer(OwnVariantSerializer):
    """A variant with the listing that it is of."""

    class Meta(OwnVariantSerializer.Meta):
        fields = ["listing", *OwnVariantSerializer.Meta.fields]
        read_only_fields = fields


class StockRowInput(serializers.Serializer):
    """`price` is decimal text in the listing's currency; what is not named stays."""

    variant = Whole(min_value=1, max_value=LARGEST)
    price = AmountField(required=False)
    on_hand = Whole(required=False, min_value=0, max_value=99_999)


class StockInput(serializers.Serializer):
    rows = serializers.ListField(child=StockRowInput(), allow_empty=False, max_length=MOST)


class StockAnswer(serializers.Serializer):
    """How many rows there are now as they were asked for."""

    saved = serializers.IntegerField()


class Stock(generics.ListAPIView):
    """Everything I offer, variant by variant, the last made first; POST sets prices and numbers."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class = StockSerializer
    pagination_class = LastAddedFirst
    queryset = Variant.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return Variant.objects.live().filter(seller=shop_of(self.request)).select_related("listing")

    @extend_schema(request=StockInput, responses={200: StockAnswer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller, asked = shop_of(request), StockInput(data=request.data)
        asked.is_valid(raise_exception=True)
        rows = {row["variant"]: row for row in asked.validated_data["rows"]}
        mine = self.get_queryset().in_bulk(rows)
        if len(mine) < len(rows):
            raise Http404
        changes = {pk: _change(mine[pk], row) for pk, row in rows.items()}
        return Response({"saved": restocking.restock(seller, changes, by=member(request))})


def _change(variant: Variant, row: dict[str, Any]) -> Restock:
    price = Money.parse(row["price"], variant.listing.currency) if "price" in row else None
    if price is not None and price.minor <= 0:
        raise does_not_fit("rows", _("The price must be more than nothing."))
    return Restock(price, row.get("on_hand"))
