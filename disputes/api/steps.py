"""Offers, second thoughts, comments and appeals for programs, by the same stories as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from disputes import (
    agreeing,
    appealing,
    deciding,
    drafting,
    escalation,
    offering,
    postage,
    verdict,
    withdrawing,
)
from disputes.api.acting import CaseAction
from disputes.api.shapes import DisputeSerializer, OfferAnswerInput, OfferInput, WordsInput
from disputes.execution import Terms
from disputes.models import Dispute, Offer
from escrow.money import Money
from marketplace.api.idempotency import idempotent


class Sending(CaseAction):
    """The buyer sends a draft."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        drafting.send(dispute, by=user)


class Offers(CaseAction):
    """Either side says what would end it."""

    serializer_class = OfferInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        amount = Money.parse(asked["amount"], dispute.currency)
        terms = Terms(amount, asked["remedy"], postage.of_remedy(dispute, asked["remedy"]))
        offering.make_offer(dispute, terms, by=user, words=asked["words"])


class OfferAnswer(CaseAction):
    """The other side takes an offer or not; who made it takes it back."""

    serializer_class = OfferAnswerInput

    @extend_schema(responses={200: DisputeSerializer})
    @idempotent
    def post(self, request: Request, pk: str, offer: UUID) -> Response:
        self.offer_id = offer
        return self.do(request, pk)

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        found = Offer.objects.select_related("dispute__order__seller")
        offer = get_object_or_404(found, dispute=dispute, pk=self.offer_id)
        if asked["answer"] == "accept":
            typed = Money.parse(asked["typed"], offer.currency) if asked["typed"] else None
            agreeing.accept_offer(offer, by=user, typed=typed)
        elif asked["answer"] == "decline":
            agreeing.decline_offer(offer, by=user)
        else:
            offering.take_back(offer, by=user)


class SecondThoughts(CaseAction):
    """Within the hour, who took an offer undoes it."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        agreeing.undo(dispute, by=user)


class Escalation(CaseAction):
    """Rather staff than more talking."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        escalation.ask_staff(dispute, by=user)


class Comments(CaseAction):
    """What should be seen differently in a proposed decision."""

    serializer_class = WordsInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        deciding.comment(dispute, by=user, words=asked["words"])


class Appeals(CaseAction):
    """What is new, or was not seen; once per side."""

    serializer_class = WordsInput

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        appealing.appeal(dispute, by=user, grounds=asked["words"])


class Waiver(CaseAction):
    """Who lost does not appeal, so it need not wait."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        verdict.waive_appeal(dispute, by=user)


class Reopening(CaseAction):
    """The buyer comes back to a case, once."""

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        withdrawing.reopen(dispute, by=user)
