"""Disputes for programs, through the same stories as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from disputes import answering, evidence, opening
from disputes.api.shapes import (
    AnswerInput,
    DisputeSerializer,
    EvidenceInput,
    OpenInput,
)
from disputes.models import Dispute
from disputes.models import Evidence as EvidenceRow
from escrow.money import Money
from marketplace import uploads
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.order_actions import Nothing
from marketplace.models import Order


class Newest(CursorPagination):
    ordering = ("-opened_at", "-id")


class DisputeList(generics.ListAPIView):
    """My cases, newest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = DisputeSerializer
    pagination_class = Newest

    def get_queryset(self) -> Any:
        return _mine(self.request)


class DisputeDetail(generics.RetrieveAPIView):
    """One case of mine."""

    permission_classes = [IsAuthenticated]
    serializer_class = DisputeSerializer

    def get_queryset(self) -> Any:
        return _mine(self.request)


class OpenDispute(generics.GenericAPIView):
    """The buyer says that something is wrong."""

    permission_classes = [IsAuthenticated]
    serializer_class = OpenInput
    throttle_scope = "write"

    @extend_schema(request=OpenInput, responses={201: DisputeSerializer})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        order = get_object_or_404(Order.objects.bought_by(request.user), number=number)
        asked = OpenInput(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        amount = wanted["amount"] and Money.parse(wanted["amount"], order.currency)
        dispute = opening.open_dispute(
            order.number,
            by=member(request),
            reason=wanted["reason"],
            description=wanted["description"],
            quantities={line["line"]: line["quantity"] for line in wanted["lines"]},
            amount=amount or None,
            refund_to=wanted["refund_to"],
        )
        return _answer(request, dispute, status.HTTP_201_CREATED)


class CaseAction(generics.GenericAPIView):
    """Something a party does in a case; the answer is the case afterwards."""

    permission_classes = [IsAuthenticated]
    throttle_scope = "write"
    serializer_class: type[serializers.Serializer] = Nothing

    @extend_schema(responses={200: DisputeSerializer})
    @idempotent
    def post(self, request: Request, pk: str) -> Response:
        dispute = get_object_or_404(Dispute.objects.visible_to(request.user), pk=pk)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(dispute, request.user, asked.validated_data)
        return _answer(request, dispute, status.HTTP_200_OK)

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        raise NotImplementedError


class Answer(CaseAction):
    """The seller accepts the claim or contests it."""

    serializer_class = AnswerInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        if asked["answer"] == "accept":
            answering.accept(dispute, by=user)
        else:
            answering.contest(dispute, by=user, text=asked["text"])


class Withdrawal(CaseAction):
    """The buyer takes the claim back."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        answering.withdraw(dispute, by=user)


class Evidence(CaseAction):
    """A party adds photos or PDFs (multipart, field `photos`); each is `checking` at first."""

    serializer_class = EvidenceInput
    parser_classes = [MultiPartParser, FormParser, JSONParser]
    throttle_scope = "upload"

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        received = [uploads.receive(upload, upload.name) for upload in asked["photos"]]
        evidence.bring(dispute, by=user, photos=received, text=asked["text"])


def _mine(request: Request) -> Any:
    parties = Dispute.objects.visible_to(request.user).select_related("order")
    mine = EvidenceRow.objects.listed_for(request.user)
    return parties.prefetch_related("lines", "statements__by", Prefetch("evidence", mine))


def _answer(request: Request, dispute: Dispute, code: int) -> Response:
    return Response(DisputeSerializer(_mine(request).get(pk=dispute.pk)).data, status=code)
