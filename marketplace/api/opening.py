"""Becoming a seller by program, and the pictures of a shop."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import onboarding, shop_pictures, shop_settings
from marketplace.api.asked import Pattern, Text, Whole
from marketplace.api.fields import AmountField
from marketplace.api.filled_in import cleaned
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.payouts import shop_of
from marketplace.api.problems import Conflict
from marketplace.api.scopes import Member
from marketplace.api.shop import ShopSerializer
from marketplace.forms.shop import ShopForm
from marketplace.models.api_token import Scope


class OpeningInput(serializers.Serializer):
    """What the shop is, and what sending one order costs (`price`, decimal text)."""

    name = Text(max_length=60)
    story = Text(max_length=4000, default="", allow_blank=True)
    country = Pattern(r"^[A-Z]{2}$")
    city = Text(max_length=60)
    time_zone = Text(max_length=60)
    handling_days = Whole(min_value=1, max_value=10, default=3)
    price = AmountField()
    currency = Pattern(r"^[A-Z]{3}$")
    days_min = Whole(min_value=0, max_value=60)
    days_max = Whole(min_value=1, max_value=90)
    return_days = Whole(required=False)
    return_postage = Text(required=False, max_length=20)
    return_condition = Text(required=False, max_length=400, allow_blank=True)


class ShopOpening(APIView):
    """My shop opens; nobody has two."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=OpeningInput, responses={201: ShopSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        person = member(request)
        if hasattr(person, "seller"):
            raise Conflict(_("You have a shop already."), code="has_a_shop")
        asked = OpeningInput(data=request.data)
        asked.is_valid(raise_exception=True)
        form = ShopForm(_with_first_choices(asked.validated_data))
        seller = onboarding.open_shop(by=person, **cleaned(form))
        return Response(ShopSerializer(seller).data, status=status.HTTP_201_CREATED)


class PictureInput(serializers.Serializer):
    picture = serializers.FileField()


class ShopPicture(APIView):
    """My shop's `logo` or `banner`, as multipart."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "upload"
    parser_classes = [MultiPartParser, FormParser]

    @extend_schema(request=PictureInput, responses={204: None})
    @idempotent
    def post(self, request: Request, what: str) -> Response:
        seller = shop_of(request)
        _must_be_known(what)
        asked = PictureInput(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["picture"]
        printed = shop_pictures.read(file, file.name, what)
        change = partial(shop_settings.change, seller, by=member(request))
        change(logo=printed) if what == "logo" else change(banner=printed)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShopPictureRemoval(APIView):
    """It is gone."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, what: str) -> Response:
        _must_be_known(what)
        shop_settings.take_picture_away(shop_of(request), what, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _must_be_known(what: str) -> None:
    if what not in shop_settings.PICTURES:
        raise Http404


def _with_first_choices(said: dict[str, Any]) -> dict[str, Any]:
    """What is not named is as the page shows it first."""
    return {name: field.initial for name, field in ShopForm.base_fields.items()} | said
