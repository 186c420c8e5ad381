"""A seller's payouts for programs, through the same stories as the desk."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow.models import Payout
from escrow.money import Money
from marketplace import takings
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import NewestFirst
from marketplace.api.payout_shapes import (
    AccountInput,
    AccountSerializer,
    MinimumInput,
    PayoutSerializer,
    ScheduleInput,
)
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope
from sellers import payout_methods, payout_minimums, payout_outlook, payouts
from sellers.models import Seller


class PayoutList(generics.ListAPIView):
    """What has left for my bank, newest first; POST sends what there is now."""

    scope = Scope.MONEY
    permission_classes = [Member]
    serializer_class = PayoutSerializer
    pagination_class = NewestFirst
    throttle_scope = "write"
    queryset = Payout.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return shop_of(self.request).payouts.select_related("method")

    @extend_schema(request=None, responses={201: PayoutSerializer(many=True)})
    @idempotent
    def post(self, request: Request) -> Response:
        sent = payouts.pay_out_now(shop_of(request), by=member(request))
        return Response(PayoutSerializer(sent, many=True).data, status=status.HTTP_201_CREATED)


class PayoutDetail(generics.RetrieveAPIView):
    """One payout of mine."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = PayoutSerializer
    queryset = Payout.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return shop_of(self.request).payouts.select_related("method")


class PayoutAccount(APIView):
    """Where my money goes; POST names another account."""

    scope = Scope.MONEY
    permission_classes = [Member]
    throttle_scope = "login"

    @extend_schema(responses=AccountSerializer)
    def get(self, request: Request) -> Response:
        return _account(shop_of(request))

    @extend_schema(request=AccountInput, responses={200: AccountSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller, asked = shop_of(request), AccountInput(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = dict(asked.validated_data)
        if not member(request).check_password(wanted.pop("password")):
            raise exceptions.PermissionDenied(_("The password is wrong."), code="wrong_password")
        payout_methods.name_account(seller, by=member(request), **wanted)
        return _account(seller)


class PayoutSchedule(APIView):
    """How often my money leaves by itself."""

    scope = Scope.MONEY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=ScheduleInput, responses={200: AccountSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller, asked = shop_of(request), ScheduleInput(data=request.data)
        asked.is_valid(raise_exception=True)
        payout_methods.choose_schedule(seller, by=member(request), **asked.validated_data)
        seller.refresh_from_db()
        return _account(seller)


class PayoutMinimum(APIView):
    """From how much on my money leaves by itself, in one currency."""

    scope = Scope.MONEY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=MinimumInput, responses={200: AccountSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller, asked = shop_of(request), MinimumInput(data=request.data)
        asked.is_valid(raise_exception=True)
        amount = Money.parse(asked.validated_data["amount"], asked.validated_data["currency"])
        payout_minimums.choose(seller, amount, by=member(request))
        return _account(seller)


def shop_of(request: Request) -> Seller:
    """The member's own shop; 404 for those who have none."""
    return get_object_or_404(Seller, user=member(request))


def _account(seller: Seller) -> Response:
    method = payouts.method_of(seller)
    body = {
        "account": method and method.hint,
        "holder": method and method.holder,
        "usable_from": method and method.usable_from,
        "trouble": (method and method.trouble) or None,
        "schedule": seller.payout_schedule,
        "next": [payout_outlook.of(seller, code) for code in takings.currencies_of(seller)],
    }
    return Response(AccountSerializer(body).data)
