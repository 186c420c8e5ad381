"""What orders look like in the API, and what placing one asks for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace import choosing, coverage_meter
from marketplace.api.asked import Pattern, Text, Whole, YesOrNo
from marketplace.api.fields import MoneyField
from marketplace.api.problems import DOES_NOT_FIT, does_not_fit
from marketplace.models import Checkout, Listing, Order, OrderLine
from marketplace.money_bar import bar_of


class LineSerializer(serializers.ModelSerializer):
    """A line and where its money is."""

    unit_price = MoneyField()
    money_state = serializers.CharField(source="hold.state", read_only=True)
    held = MoneyField(source="hold.held")
    released = MoneyField(source="hold.released")
    refunded = MoneyField(source="hold.refunded")
    release_at = serializers.DateTimeField(
        source="hold.release_at", read_only=True, allow_null=True
    )

    class Meta:
        model = OrderLine
        fields = [
            "id",
            "title",
            "quantity",
            "unit_price",
            "money_state",
            "held",
            "released",
            "refunded",
            "release_at",
            "claim_until",
        ]
        read_only_fields = fields


class CheckSerializer(serializers.Serializer):
    """`state`: "met", "open", "fund" (the guarantee fund pays in a case, a bank does not) or "lost"."""

    code = serializers.CharField()
    state = serializers.CharField()
    sentence = serializers.CharField(source="words")


class CoverageSerializer(serializers.Serializer):
    """Whether the seller is covered: as good as the weakest of its checks."""

    state = serializers.CharField()
    title = serializers.CharField()
    checks = CheckSerializer(many=True)


class OrderSerializer(serializers.ModelSerializer):
    """An order with both clocks and the money bar's sentence."""

    total = MoneyField()
    seller = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    policy = serializers.IntegerField(source="policy_id", read_only=True)
    lines = LineSerializer(many=True, read_only=True)
    money = serializers.SerializerMethodField()
    coverage = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = [
            "number",
            "state",
            "seller",
            "total",
            "lines",
            "money",
            "coverage",
            "policy",
            "policy_sha256",
            "placed_at",
            "paid_at",
            "ship_by",
            "promised_by",
            "shipped_at",
            "delivered_at",
            "claim_until",
        ]
        read_only_fields = fields

    def get_money(self, order: Order) -> dict[str, str]:
        bar = bar_of(order, self.context["request"].user)
        return {"state": bar.state, "sentence": bar.sentence}

    @extend_schema_field(CoverageSerializer(allow_null=True))
    def get_coverage(self, order: Order) -> dict[str, Any] | None:
        """The seller's own affair."""
        if self.context["request"].user.pk != order.seller.user_id:
            return None
        meter = coverage_meter.of(order)
        return dict(CoverageSerializer(meter).data) if meter else None


class ItemSerializer(serializers.Serializer):
    """So many of a listing; `variant` says which, and may be left out where there is one only."""

    listing = serializers.PrimaryKeyRelatedField(
        queryset=Listing.objects.for_sale().with_variants(), pk_field=Whole()
    )
    variant = Whole(required=False)
    quantity = Whole(min_value=1, max_value=99)

    def validate(self, item: dict[str, Any]) -> dict[str, Any]:
        try:
            variant = choosing.chosen(item["listing"], item.get("variant", 0))
        except choosing.NotChosen as refusal:
            raise does_not_fit("variant", str(refusal)) from refusal
        return {"variant": variant, "quantity": item["quantity"]}


class AddressSerializer(serializers.Serializer):
    name = Text(max_length=80)
    street = Text(max_length=120)
    postcode = Text(max_length=16)
    city = Text(max_length=60)
    country = Pattern(r"^[A-Z]{2}$")


class PlaceSerializer(serializers.Serializer):
    """What to buy, where to send it, and where the buyer comes back to after paying.

    `way`: the code of a way to pay, from `ways-to-pay/`; the usual one unless named.
    """

    items = ItemSerializer(many=True, allow_empty=False)
    address = AddressSerializer()
    plus = YesOrNo(default=False)
    use_balance = YesOrNo(default=False)
    way = Text(max_length=60, default="", allow_blank=True)
    lanes = serializers.ListField(child=Whole(), default=list, max_length=50)
    return_url = Text(max_length=300, default="/orders/")

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({item["variant"].pk for item in items}) < len(items):
            raise serializers.ValidationError(
                _("Name each variant once, with its quantity."), code=DOES_NOT_FIT
            )
        return items


class PlacedSerializer(serializers.ModelSerializer):
    """A purchase, its orders, and where the buyer goes on to pay."""

    total = MoneyField()
    orders = OrderSerializer(many=True, read_only=True)
    next_url = serializers.SerializerMethodField()

    class Meta:
        model = Checkout
        fields = ["id", "total", "pay_by", "orders", "next_url"]
        read_only_fields = fields

    def get_next_url(self, placed: Checkout) -> str:
        return str(self.context["next_url"])
