"""The photos of a seller's listing, for programs."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import listing_photos, photos
from marketplace.api.asked import Text, Whole
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.own_listing_shapes import OwnListingSerializer
from marketplace.api.own_listings import mine_or_404, shown
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope

MOST = 8


class PhotosInput(serializers.Serializer):
    """As multipart; they come behind those that are there."""

    photos = serializers.ListField(
        child=serializers.FileField(), allow_empty=False, max_length=MOST
    )


class ArrangementInput(serializers.Serializer):
    """`order`: their ids; `gone`: those that go; `words`: what each shows, by its id."""

    order = serializers.ListField(child=Whole(), default=list, max_length=100)
    gone = serializers.ListField(child=Whole(), default=list, max_length=100)
    words = serializers.DictField(child=Text(max_length=150, allow_blank=True), default=dict)


class ListingPhotos(APIView):
    """More photos of a listing of mine."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "upload"
    parser_classes = [MultiPartParser, FormParser, JSONParser]

    @extend_schema(
        request={"multipart/form-data": PhotosInput}, responses={200: OwnListingSerializer}
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = mine_or_404(request, pk)
        asked = PhotosInput(data=request.data)
        asked.is_valid(raise_exception=True)
        brought = [photos.read(one, one.name) for one in asked.validated_data["photos"]]
        listing_photos.arrange(listing, by=member(request), photos=brought)
        return shown(request, pk)


class PhotoArrangement(APIView):
    """Their order, what they show, and which go."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=ArrangementInput, responses={200: OwnListingSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = mine_or_404(request, pk)
        asked = ArrangementInput(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        said["words"] = {int(one): alt for one, alt in said["words"].items() if one.isdecimal()}
        listing_photos.arrange(listing, by=member(request), **said)
        return shown(request, pk)
