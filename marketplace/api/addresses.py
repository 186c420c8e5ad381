"""A person's address book for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import address_book, editions
from marketplace.api.asked import YesOrNo
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.order_shapes import AddressSerializer
from marketplace.api.pages import Pages
from marketplace.api.scopes import Member
from marketplace.api.versions import seen_by, tagged
from marketplace.checkout_address import Address
from marketplace.models import SavedAddress
from marketplace.models.api_token import Scope


class SavedAddressSerializer(serializers.ModelSerializer):
    class Meta:
        model = SavedAddress
        fields = [
            "id",
            "name",
            "street",
            "postcode",
            "city",
            "country",
            "is_usual",
            "last_used_at",
        ]
        read_only_fields = fields


class AddressInput(AddressSerializer):
    """`usual`: the checkout begins with it."""

    usual = YesOrNo(default=False)


class LastKeptFirst(Pages):
    ordering = ("-added_at", "-id")


class Addresses(generics.ListAPIView):
    """My addresses, the one kept last first; POST keeps one."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    serializer_class = SavedAddressSerializer
    pagination_class = LastKeptFirst
    queryset = SavedAddress.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return member(self.request).addresses.all()

    @extend_schema(request=AddressInput, responses={201: SavedAddressSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        address, usual = _said(request)
        saved = address_book.keep(address, by=member(request), usual=usual)
        return _one(request, saved, status.HTTP_201_CREATED)


class OneAddress(APIView):
    """One of my addresses; POST changes it."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=SavedAddressSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return _one(request, _mine(request, pk))

    @extend_schema(
        operation_id="addresses_change",
        request=AddressInput,
        responses={200: SavedAddressSerializer},
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        address, usual = _said(request)
        mine, seen = _mine(request, pk), seen_by(request)
        saved = address_book.change(mine, address, by=member(request), usual=usual, seen=seen)
        return _one(request, saved)


class Usual(APIView):
    """The checkout begins with this one."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={200: SavedAddressSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        saved = _mine(request, pk)
        address_book.make_usual(saved, by=member(request))
        return _one(request, saved)


class Removal(APIView):
    """Out of the book."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        address_book.remove(_mine(request, pk), by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _said(request: Request) -> tuple[Address, bool]:
    asked = AddressInput(data=request.data)
    asked.is_valid(raise_exception=True)
    said: dict[str, Any] = dict(asked.validated_data)
    usual = said.pop("usual")
    return Address(**said), usual


def _mine(request: Request, pk: int) -> SavedAddress:
    return get_object_or_404(member(request).addresses, pk=pk)


def _one(request: Request, saved: SavedAddress, code: int = status.HTTP_200_OK) -> Response:
    saved.refresh_from_db()
    answer = Response(SavedAddressSerializer(saved).data, status=code)
    return tagged(answer, editions.of_address(saved))
