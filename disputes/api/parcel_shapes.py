"""What parcels of a case look like in the API."""

from __future__ import annotations

from rest_framework import serializers

from disputes.models import Replacement, Return, ReturnWeight
from marketplace.api.fields import MoneyField


class WeightSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.get_short_name", read_only=True)

    class Meta:
        model = ReturnWeight
        fields = ["moment", "grams", "by", "at"]
        read_only_fields = fields


class ReturnSerializer(serializers.ModelSerializer):
    """Something that goes back; when its next step is due stands in the case's `parcel_by`."""

    cost = MoneyField(allow_null=True)
    weights = WeightSerializer(many=True, read_only=True)

    class Meta:
        model = Return
        fields = [
            "id",
            "state",
            "postage_by",
            "why_waived",
            "address",
            "label_code",
            "cost",
            "carrier",
            "tracking_number",
            "approved_at",
            "posted_at",
            "delivered_at",
            "ended_at",
            "weights",
        ]
        read_only_fields = fields


class ReplacementSerializer(serializers.ModelSerializer):
    """A second parcel for the lines of the case."""

    carrier = serializers.CharField(source="shipment.carrier", read_only=True)
    tracking_number = serializers.CharField(source="shipment.tracking_number", read_only=True)
    state = serializers.CharField(source="shipment.state", read_only=True)
    delivered_at = serializers.DateTimeField(
        source="shipment.delivered_at", read_only=True, allow_null=True
    )

    class Meta:
        model = Replacement
        fields = ["state", "carrier", "tracking_number", "sent_at", "delivered_at"]
        read_only_fields = fields
