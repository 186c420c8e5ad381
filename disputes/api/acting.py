"""Something a party does in a case, by a program; the answer is the case afterwards."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api.shapes import DisputeSerializer
from disputes.models import Dispute, Evidence
from marketplace.api.idempotency import idempotent
from marketplace.api.order_actions import Nothing
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class CaseAction(generics.GenericAPIView):
    """Something a party does in a case; the answer is the case afterwards."""

    scope = Scope.DISPUTES
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class: type[serializers.Serializer] = Nothing

    @extend_schema(responses={200: DisputeSerializer})
    @idempotent
    def post(self, request: Request, pk: str) -> Response:
        return self.do(request, pk)

    def do(self, request: Request, pk: str) -> Response:
        dispute = get_object_or_404(Dispute.objects.visible_to(request.user), pk=pk)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(dispute, request.user, asked.validated_data)
        return answer(request, dispute, status.HTTP_200_OK)

    def act(self, dispute: Dispute, user: Any, asked: dict[str, Any]) -> None:
        raise NotImplementedError


def mine(request: Request) -> Any:
    return cases_of(request.user)


def cases_of(user: Any) -> Any:
    """Somebody's cases, with everything that their shape says."""
    parties = Dispute.objects.visible_to(user).select_related("order", "standing")
    return parties.prefetch_related(
        "lines",
        "statements__by",
        Prefetch("evidence", Evidence.objects.listed_for(user)),
        "offers",
        "requests",
        "returns__weights__by",
        "replacements__shipment",
    )


def answer(request: Request, dispute: Dispute, code: int) -> Response:
    return Response(DisputeSerializer(mine(request).get(pk=dispute.pk)).data, status=code)
