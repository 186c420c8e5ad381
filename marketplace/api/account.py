"""Who I am and how I read the shop, for programs."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.asked import Pattern, Text
from marketplace.api.filled_in import cleaned
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.forms.people import SettingsForm
from marketplace.models import User
from marketplace.models.api_token import Scope

CHANGEABLE = ("name", "language", "time_zone", "country", "currency")


class MeSerializer(serializers.ModelSerializer):
    """`shop` is the slug of my shop, or null."""

    shop = serializers.CharField(source="seller.slug", default=None, allow_null=True)

    class Meta:
        model = User
        fields = ["email", *CHANGEABLE, "shop", "date_joined"]
        read_only_fields = fields


class MeInput(serializers.Serializer):
    """What is named changes, and the rest stays."""

    name = Text(max_length=80, required=False)
    language = Text(max_length=10, required=False)
    time_zone = Text(max_length=60, required=False)
    country = Pattern(r"^([A-Z]{2})?$", required=False, allow_blank=True)
    currency = Pattern(r"^([A-Z]{3})?$", required=False, allow_blank=True)


class Account(APIView):
    """Me; POST changes what it names. Address of mail, password and keys are for the pages."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(member(request)).data)

    @extend_schema(request=MeInput, responses={200: MeSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        person, asked = member(request), MeInput(data=request.data)
        asked.is_valid(raise_exception=True)
        today = {name: getattr(person, name) for name in CHANGEABLE}
        form = SettingsForm({**today, **asked.validated_data}, instance=person)
        cleaned(form)
        return Response(MeSerializer(form.save()).data)
