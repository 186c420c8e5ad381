"""Sending back and sending again for programs, by the same stories as the pages."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser

from disputes import replacements, returns
from disputes.api.acting import CaseAction
from disputes.forms_parcels import MOST_GRAMS
from disputes.models import Dispute
from disputes.returns import Label
from disputes.seller_claims import SellerClaim
from escrow.money import Money
from marketplace import uploads
from marketplace.api.asked import Text, Whole


class Grams(Whole):
    """What a parcel weighed; nobody has to know."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=MOST_GRAMS, default=None)


class Files(serializers.ListField):
    """Photos, in a multipart request."""

    def __init__(self) -> None:
        super().__init__(child=serializers.FileField(), max_length=20, default=list)


class LabelInput(serializers.Serializer):
    """With `answer` `keep` the seller lets the buyer keep it. `cost` is decimal text."""

    answer = serializers.ChoiceField(choices=["label", "keep"], default="label")
    address = Text(max_length=400, allow_blank=True, default="")
    code = Text(max_length=80, allow_blank=True, default="")
    cost = Text(max_length=20, allow_blank=True, default="")
    grams = Grams()


class ParcelInput(serializers.Serializer):
    carrier = Text(max_length=40)
    tracking_number = Text(max_length=40)
    grams = Grams()


class InspectionInput(serializers.Serializer):
    """`says` and `text` tell what is different, and are needed to contest."""

    answer = serializers.ChoiceField(choices=["accept", "contest"])
    says = serializers.ChoiceField(choices=SellerClaim.choices, allow_blank=True, default="")
    text = Text(max_length=4000, allow_blank=True, default="")
    photos = Files()
    grams = Grams()


class ReplacementInput(serializers.Serializer):
    """With `answer` `refund` the seller gives the money back instead."""

    answer = serializers.ChoiceField(choices=["send", "refund"], default="send")
    carrier = Text(max_length=40, allow_blank=True, default="")
    tracking_number = Text(max_length=40, allow_blank=True, default="")


class ReceiptInput(serializers.Serializer):
    """`text` says what is wrong with it, and is needed to object."""

    answer = serializers.ChoiceField(choices=["good", "object"])
    text = Text(max_length=4000, allow_blank=True, default="")
    photos = Files()


class ReturnLabel(CaseAction):
    """The seller says where to send it, or lets the buyer keep it."""

    serializer_class = LabelInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "keep":
            returns.let_keep(dispute, by=user)
            return
        cost = Money.parse(asked["cost"], dispute.currency) if asked["cost"] else None
        label = Label(asked["address"], asked["code"], cost, asked["grams"])
        returns.supply_label(dispute, label, by=user)


class ReturnParcel(CaseAction):
    """The buyer has posted it."""

    serializer_class = ParcelInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        returns.post(dispute, by=user, **asked)


class ReturnInspection(CaseAction):
    """The seller has looked at what came back."""

    serializer_class = InspectionInput
    parser_classes = [MultiPartParser, FormParser, JSONParser]

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "accept":
            returns.accept(dispute, by=user, grams=asked["grams"])
            return
        seen = [uploads.receive(upload, upload.name) for upload in asked["photos"]]
        told = {"says": asked["says"], "text": asked["text"], "grams": asked["grams"]}
        returns.contest(dispute, by=user, photos=seen, **told)


class Replacement(CaseAction):
    """The seller has sent it again, or gives the money back instead."""

    serializer_class = ReplacementInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "refund":
            replacements.refund_instead(dispute, by=user)
            return
        number = asked["tracking_number"]
        replacements.send(dispute, by=user, carrier=asked["carrier"], tracking_number=number)


class ReplacementReceipt(CaseAction):
    """The buyer has what was sent again: it is good, or it is not."""

    serializer_class = ReceiptInput
    parser_classes = [MultiPartParser, FormParser, JSONParser]

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "good":
            replacements.find_good(dispute, by=user)
            return
        seen = [uploads.receive(upload, upload.name) for upload in asked["photos"]]
        replacements.object_to(dispute, by=user, text=asked["text"], photos=seen)
