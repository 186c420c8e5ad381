"""Papers of an order for programs."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.api.files import PAPERS
from marketplace.api.scopes import Member
from marketplace.models import Order
from marketplace.models.api_token import Scope
from marketplace.views import desk_papers
from marketplace.views.order_papers import as_file

MOST = 100


class OrderReceipt(APIView):
    """The buyer's receipt as a PDF, once the order is paid."""

    scope = Scope.READ
    permission_classes = [Member]
    renderer_classes = PAPERS

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, number: str) -> HttpResponse:
        mine = Order.objects.bought_by(request.user).with_money()
        return as_file(get_object_or_404(mine, number=number))


class ParcelPapers(APIView):
    """Slips or labels of the seller's orders that are named (`order`, repeated), as one PDF."""

    scope = Scope.READ
    permission_classes = [Member]
    renderer_classes = PAPERS

    @extend_schema(
        parameters=[OpenApiParameter("order", str, many=True)],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, kind: str) -> HttpResponse:
        numbers = request.query_params.getlist("order")[:MOST]
        found = list(Order.objects.sold_by(request.user).to_print(numbers))
        if len(found) < len(set(numbers)):
            raise Http404
        return desk_papers.as_file(found, kind)
