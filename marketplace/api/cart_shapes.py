"""What a cart and its price look like in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from marketplace.api.asked import Whole
from marketplace.api.fields import MoneyField


class CartRowSerializer(serializers.Serializer):
    """So many of a variant; `lacks` says why it cannot be bought like this, and is empty else."""

    id = serializers.IntegerField(source="item.pk")
    listing = serializers.IntegerField(source="item.variant.listing_id")
    variant = serializers.IntegerField(source="item.variant_id")
    title = serializers.CharField(source="item.variant.title")
    quantity = serializers.IntegerField(source="item.quantity")
    unit_price = MoneyField(source="item.variant.price")
    available = serializers.IntegerField(source="item.variant.available")
    lacks = serializers.CharField()


class CartGroupSerializer(serializers.Serializer):
    seller = serializers.CharField(source="seller.slug")
    rows = CartRowSerializer(many=True)


class CartSerializer(serializers.Serializer):
    """By shop. `total` is with the cheapest postage to `country`; null, and `trouble` a sentence,
    while it cannot be bought as it is."""

    country = serializers.CharField()
    groups = CartGroupSerializer(many=True)
    total = MoneyField(source="quote.total", allow_null=True, default=None)
    trouble = serializers.CharField()


class LaneChoice(serializers.Serializer):
    """A way of sending that can be chosen: `lanes` of the purchase names its id."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    price = MoneyField()
    days_min = serializers.IntegerField()
    days_max = serializers.IntegerField()


class QuotedOrderSerializer(serializers.Serializer):
    """What one shop sends, for how much, between which days, and how it is protected."""

    seller = serializers.CharField(source="order.seller.slug")
    goods = MoneyField(source="order.goods")
    shipping = MoneyField(source="order.shipping")
    total = MoneyField(source="order.total")
    lane = serializers.IntegerField(source="order.lane.pk")
    lanes = LaneChoice(source="order.lanes", many=True)
    ship_by = serializers.DateTimeField()
    arrives = serializers.SerializerMethodField()

    def get_arrives(self, group: Any) -> list[str]:
        return [day.isoformat() for day in group.order.arrives]


class QuoteSerializer(serializers.Serializer):
    """What the cart costs sent there. `total` is null, and `trouble` says why, where it cannot be."""

    orders = QuotedOrderSerializer(source="groups", many=True)
    goods = MoneyField(source="quote.goods", allow_null=True, default=None)
    shipping = MoneyField(source="quote.shipping", allow_null=True, default=None)
    tax = MoneyField(source="quote.tax", allow_null=True, default=None)
    plus_fee = MoneyField(source="quote.plus_fee", allow_null=True, default=None)
    total = MoneyField(source="quote.total", allow_null=True, default=None)
    balance = MoneyField(allow_null=True)
    from_balance = MoneyField(allow_null=True)
    to_pay = MoneyField(source="from_card", allow_null=True)
    ways = serializers.SerializerMethodField()
    way = serializers.CharField()
    trouble = serializers.CharField()

    def get_ways(self, shown: Any) -> list[str]:
        return [way.code for way in shown.ways]


class CartItemInput(serializers.Serializer):
    """So many more of a listing; `variant` says which, where there are several."""

    listing = Whole(min_value=1, max_value=2**53)
    variant = Whole(min_value=1, max_value=2**53, required=False)
    quantity = Whole(min_value=1, max_value=99, default=1)


class QuantityInput(serializers.Serializer):
    """From now on so many; none takes it out. Never more than there are."""

    quantity = Whole(min_value=0, max_value=99)
