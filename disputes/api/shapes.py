"""What cases look like in the API, and what opening one asks for."""

from __future__ import annotations

from django.urls import reverse
from rest_framework import serializers

from disputes import known_reasons
from disputes.api.parcel_shapes import ReplacementSerializer, ReturnSerializer
from disputes.models import (
    Decision,
    Dispute,
    DisputeLine,
    Evidence,
    EvidenceRequest,
    Offer,
    Statement,
)
from disputes.models.dispute_state import RefundTo, Remedy
from marketplace.api.asked import Text, Whole, YesOrNo
from marketplace.api.fields import MoneyField


class StatementSerializer(serializers.ModelSerializer):
    by = serializers.CharField(
        source="by.get_short_name", read_only=True, default=None, allow_null=True
    )

    class Meta:
        model = Statement
        fields = ["kind", "by", "text", "language", "at"]
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
        return [reverse("api_evidence_page", args=[evidence.pk, page]) for page in count]


class OfferSerializer(serializers.ModelSerializer):
    """`side` is who made it."""

    amount = MoneyField()

    class Meta:
        model = Offer
        fields = ["id", "side", "state", "remedy", "amount", "words", "made_at", "expires_at"]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer):
    """What staff propose or decided; it stands when the case's `state` says so."""

    refund = MoneyField()

    class Meta:
        model = Decision
        fields = ["outcome", "refund", "reasons", "facts", "clauses", "return_needed", "at"]
        read_only_fields = fields


class RequestSerializer(serializers.ModelSerializer):
    """What staff asked one side for."""

    class Meta:
        model = EvidenceRequest
        fields = ["side", "words", "at", "due_at", "answered_at"]
        read_only_fields = fields


class DisputeSerializer(serializers.ModelSerializer):
    """A case with its one timeline."""

    order = serializers.SlugRelatedField(slug_field="number", read_only=True)
    claimed = MoneyField()
    lines = DisputeLineSerializer(many=True, read_only=True)
    statements = StatementSerializer(many=True, read_only=True)
    evidence = EvidenceSerializer(many=True, read_only=True)
    offers = OfferSerializer(many=True, read_only=True)
    requests = RequestSerializer(many=True, read_only=True)
    decision = DecisionSerializer(source="standing", read_only=True, allow_null=True)
    returns = ReturnSerializer(many=True, read_only=True)
    replacements = ReplacementSerializer(many=True, read_only=True)

    class Meta:
        model = Dispute
        fields = [
            "id",
            "order",
            "state",
            "reason",
            "facts",
            "description",
            "remedy",
            "refund_to",
            "claimed",
            "changes",
            "lines",
            "after_release",
            "opened_at",
            "answer_by",
            "negotiate_by",
            "settles_at",
            "decide_by",
            "comment_by",
            "executes_at",
            "appeal_by",
            "ended_at",
            "statements",
            "evidence",
            "offers",
            "requests",
            "decision",
            "parcel_by",
            "returns",
            "replacements",
        ]
        read_only_fields = fields


class ClaimedLine(serializers.Serializer):
    line = Whole()
    quantity = Whole(min_value=1)


class ChangeInput(serializers.Serializer):
    """What is claimed from now on: the whole of it, as when a case is opened."""

    reason = serializers.ChoiceField(choices=known_reasons.CODES)
    description = Text(max_length=4000, allow_blank=True)
    lines = ClaimedLine(many=True, allow_empty=False)
    amount = Text(max_length=20, allow_blank=True, default="")
    remedy = serializers.ChoiceField(choices=Remedy.choices, default=Remedy.REFUND)
    refund_to = serializers.ChoiceField(choices=RefundTo.choices, default=RefundTo.ORIGINAL)
    facts = serializers.DictField(default=dict)


class OpenInput(ChangeInput):
    """`amount` is decimal text; without it all the money of the named units is claimed.

    `facts` answers the reason's questions by their codes (see the list of reasons). With `draft`
    it is kept and not sent: nobody else sees it, and the money waits for two days.
    """

    draft = YesOrNo(default=False)


class OfferInput(serializers.Serializer):
    """`amount` is decimal text: what the buyer would get back."""

    remedy = serializers.ChoiceField(choices=Remedy.choices, default=Remedy.PARTIAL)
    amount = Text(max_length=20)
    words = Text(max_length=4000, allow_blank=True, default="")


class OfferAnswerInput(serializers.Serializer):
    """`typed` is the amount once more, where a buyer would take much less than was asked."""

    answer = serializers.ChoiceField(choices=["accept", "decline", "take_back"])
    typed = Text(max_length=20, allow_blank=True, default="")


class WordsInput(serializers.Serializer):
    words = Text(max_length=4000)


class AnswerInput(serializers.Serializer):
    """`seen`: the `changes` of the claim that is accepted; another one is refused."""

    answer = serializers.ChoiceField(choices=["accept", "contest"])
    seen = Whole(required=False)
    text = Text(max_length=4000, allow_blank=True, default="")


class EvidenceInput(serializers.Serializer):
    photos = serializers.ListField(child=serializers.FileField(), allow_empty=False, max_length=20)
    text = Text(max_length=4000, allow_blank=True, default="")
