"""What payouts and the account they go to look like in the API, and what is asked for."""

from __future__ import annotations

from django.conf import settings
from rest_framework import serializers

from escrow.models import Payout
from marketplace import payout_words
from marketplace.api.asked import Text
from marketplace.api.fields import MoneyField
from sellers import payout_outlook
from sellers.models.seller import Schedule


class PayoutSerializer(serializers.ModelSerializer):
    """A payout; of the account only its last digits."""

    amount = MoneyField()
    account = serializers.CharField(source="method.hint", read_only=True)

    class Meta:
        model = Payout
        fields = [
            "id",
            "state",
            "amount",
            "account",
            "attempts",
            "failure_code",
            "created_at",
            "paid_at",
            "ended_at",
        ]
        read_only_fields = fields


class OutlookSerializer(serializers.Serializer):
    """What leaves next in one currency, or what is missing."""

    standing = serializers.CharField()
    sentence = serializers.SerializerMethodField()
    amount = MoneyField()
    owed = MoneyField()
    minimum = MoneyField()
    leaves_at = serializers.DateTimeField(allow_null=True)

    def get_sentence(self, outlook: payout_outlook.Outlook) -> str:
        return payout_words.sentence(outlook)


class AccountSerializer(serializers.Serializer):
    """Where the money goes, how often, and what leaves next."""

    account = serializers.CharField(allow_null=True)
    holder = serializers.CharField(allow_null=True)
    usable_from = serializers.DateTimeField(allow_null=True)
    trouble = serializers.CharField(allow_null=True)
    schedule = serializers.ChoiceField(choices=Schedule.choices)
    next = OutlookSerializer(many=True)


class AccountInput(serializers.Serializer):
    """A token alone may not say where the money goes: the password is asked once more."""

    holder = Text(max_length=70)
    account = Text(max_length=127)
    bank = Text(max_length=20, allow_blank=True, default="")
    password = Text(max_length=200, write_only=True)


class MinimumInput(serializers.Serializer):
    """`amount` is decimal text."""

    amount = Text(max_length=20)
    currency = serializers.ChoiceField(choices=settings.HOLDFAST_ENABLED_CURRENCIES)


class ScheduleInput(serializers.Serializer):
    schedule = serializers.ChoiceField(choices=Schedule.choices)
