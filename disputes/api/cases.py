"""Disputes for programs, through the same stories as the pages."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from disputes import answering, changing, drafting, evidence, opening, withdrawing
from disputes.api.acting import CaseAction, answer, mine
from disputes.api.shapes import (
    AnswerInput,
    ChangeInput,
    DisputeSerializer,
    EvidenceInput,
    OpenInput,
)
from disputes.claims import Claim
from disputes.models import Dispute
from escrow.money import Money
from marketplace import uploads
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import Pages
from marketplace.api.scopes import Member
from marketplace.models import Order
from marketplace.models.api_token import Scope


class Newest(Pages):
    ordering = ("-opened_at", "-id")


class DisputeList(generics.ListAPIView):
    """My cases, newest first."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = DisputeSerializer
    pagination_class = Newest

    def get_queryset(self) -> Any:
        return mine(self.request)


class DisputeDetail(generics.RetrieveAPIView):
    """One case of mine."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = DisputeSerializer

    def get_queryset(self) -> Any:
        return mine(self.request)


class OpenDispute(generics.GenericAPIView):
    """The buyer says that something is wrong."""

    scope = Scope.DISPUTES
    permission_classes = [Member]
    serializer_class = OpenInput
    throttle_scope = "claims"

    @extend_schema(request=OpenInput, responses={201: DisputeSerializer})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        order = get_object_or_404(Order.objects.bought_by(request.user), number=number)
        asked = OpenInput(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        claim = claim_of(wanted, order)
        story = drafting.save if wanted["draft"] else opening.open_dispute
        dispute = story(order.number, claim, by=member(request))
        return answer(request, dispute, status.HTTP_201_CREATED)


def claim_of(wanted: dict[str, Any], order: Order) -> Claim:
    """What a program asks for; without an amount all the money of the units."""
    typed = wanted["amount"]
    return Claim(
        reason=wanted["reason"],
        description=wanted["description"],
        quantities={line["line"]: line["quantity"] for line in wanted["lines"]},
        amount=Money.parse(typed, order.currency) if typed else None,
        remedy=wanted["remedy"],
        refund_to=wanted["refund_to"],
        facts=wanted["facts"],
    )


class Change(CaseAction):
    """The buyer claims something else in the same case; it is the seller's turn again."""

    serializer_class = ChangeInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        changing.change(dispute, claim_of(asked, dispute.order), by=user)


class Answer(CaseAction):
    """The seller accepts the claim or contests it."""

    serializer_class = AnswerInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "accept":
            answering.accept(dispute, by=user, seen=asked.get("seen"))
        else:
            answering.contest(dispute, by=user, text=asked["text"])


class Withdrawal(CaseAction):
    """The buyer takes the claim back."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        withdrawing.withdraw(dispute, by=user)


class Evidence(CaseAction):
    """A party adds photos or PDFs (multipart, field `photos`); each is `checking` at first."""

    serializer_class = EvidenceInput
    parser_classes = [MultiPartParser, FormParser, JSONParser]
    throttle_scope = "upload"

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        received = [uploads.receive(upload, upload.name) for upload in asked["photos"]]
        evidence.bring(dispute, by=user, photos=received, text=asked["text"])
