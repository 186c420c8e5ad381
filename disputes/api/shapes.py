"""What cases look like in the API, and what opening one asks for."""

from __future__ import annotations

from django.urls import reverse
from rest_framework import serializers

from disputes import reasons
from disputes.models import Dispute, DisputeLine, Evidence, Statement
from disputes.models.dispute import RefundTo
from marketplace.api.fields import MoneyField


class StatementSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.get_short_name", read_only=True, default=None)

    class Meta:
        model = Statement
        fields = ["kind", "by", "text", "at"]
        read_only_fields = fields


class DisputeLineSerializer(serializers.ModelSerializer):
    amount = MoneyField()

    class Meta:
        model = DisputeLine
        fields = ["line", "quantity", "amount", "open"]
        read_only_fields = fields


class EvidenceSerializer(serializers.ModelSerializer):
    """`refusal` is a code and `sentence` says it in words; `pages` are pictures to be fetched."""

    kind = serializers.CharField(read_only=True)
    sentence = serializers.CharField(read_only=True)
    pages = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "id",
            "state",
            "kind",
            "name",
            "size",
            "sha256",
            "width",
            "height",
            "pages",
            "refusal",
            "sentence",
            "created_at",
        ]
        read_only_fields = fields

    def get_pages(self, evidence: Evidence) -> list[str]:
        count = range(1, len(evidence.pages) + 1)
        return [reverse("evidence_page", args=[evidence.pk, page]) for page in count]


class DisputeSerializer(serializers.ModelSerializer):
    """A case with its one timeline."""

    order = serializers.SlugRelatedField(slug_field="number", read_only=True)
    claimed = MoneyField()
    lines = DisputeLineSerializer(many=True, read_only=True)
    statements = StatementSerializer(many=True, read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Dispute
        fields = [
            "id",
            "order",
            "state",
            "reason",
            "description",
            "remedy",
            "refund_to",
            "claimed",
            "lines",
            "after_release",
            "opened_at",
            "answer_by",
            "decide_by",
            "ended_at",
            "statements",
            "evidence",
        ]
        read_only_fields = fields


class ClaimedLine(serializers.Serializer):
    line = serializers.IntegerField()
    quantity = serializers.IntegerField(min_value=1)


class OpenInput(serializers.Serializer):
    """`amount` is decimal text; without it all the money of the named units is claimed."""

    reason = serializers.ChoiceField(choices=[reason.code for reason in reasons.REASONS])
    description = serializers.CharField(max_length=4000)
    lines = ClaimedLine(many=True, allow_empty=False)
    amount = serializers.CharField(max_length=20, allow_blank=True, default="")
    refund_to = serializers.ChoiceField(choices=RefundTo.choices, default=RefundTo.ORIGINAL)


class AnswerInput(serializers.Serializer):
    answer = serializers.ChoiceField(choices=["accept", "contest"])
    text = serializers.CharField(max_length=4000, allow_blank=True, default="")


class EvidenceInput(serializers.Serializer):
    photos = serializers.ListField(child=serializers.FileField(), allow_empty=False, max_length=20)
    text = serializers.CharField(max_length=4000, allow_blank=True, default="")
