"""Photos and papers of a case for programs: their pages, and taking one's own back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import evidence, viewing
from disputes.api.acting import answer
from disputes.api.shapes import DisputeSerializer
from disputes.models import Evidence
from disputes.views.evidence import SEALED
from marketplace.api.files import PICTURES
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class EvidencePage(APIView):
    """A photo, or one page of a paper, as a clean picture."""

    scope = Scope.READ
    permission_classes = [Member]
    renderer_classes = PICTURES

    @extend_schema(responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID, page: int) -> HttpResponse:
        try:
            content = viewing.look_at(pk, by=member(request), page=page)
        except Evidence.DoesNotExist as hidden:
            raise Http404 from hidden
        return HttpResponse(content, content_type="image/jpeg", headers=SEALED)


class EvidenceWithdrawal(APIView):
    """Who sent it takes it back; only our staff can still see it."""

    scope = Scope.DISPUTES
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={200: DisputeSerializer})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        own = Evidence.objects.filter(by=member(request)).select_related("dispute__order")
        found = get_object_or_404(own, pk=pk)
        evidence.withdraw(found, by=member(request))
        return answer(request, found.dispute, status.HTTP_200_OK)
