"""Papers of an order for programs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.models import Order
from marketplace.views.order_papers import as_file


class OrderReceipt(APIView):
    """The buyer's receipt as a PDF, once the order is paid."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, number: str) -> HttpResponse:
        mine = Order.objects.bought_by(request.user).with_money()
        return as_file(get_object_or_404(mine, number=number))
