"""Amounts in the API: exact minor units beside what people read."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from escrow.money import Money
from marketplace.api.asked import Pattern

# What every reader of JSON can tell from its neighbours.
LARGEST = 2**53


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            "minor": {"type": "integer", "description": "Whole minor units"},
            "currency": {"type": "string"},
            "amount": {"type": "string", "description": "Decimal, for people"},
        },
        "required": ["minor", "currency", "amount"],
    }
)
class MoneyField(serializers.Field):
    """{"minor": 4200, "currency": "EUR", "amount": "42.00"}; read only."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Money) -> dict[str, Any]:
        return {"minor": value.minor, "currency": value.currency, "amount": str(value.decimal)}


class AmountField(Pattern):
    """Decimal text, as people write it: "42" or "42.50"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^[0-9]{1,9}([.][0-9]{1,3})?$", max_length=14, **kwargs)
