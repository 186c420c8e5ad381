"""A seller's listings for programs: put up, changed, paused, ended, copied, by the desk's stories."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import editions, listing_copies, reporting
from marketplace import listing as listings
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.own_listing_shapes import (
    ChangeListingInput,
    NewListingInput,
    OwnListingSerializer,
    StateInput,
)
from marketplace.api.pages import NewestFirst
from marketplace.api.payouts import shop_of
from marketplace.api.sanctions import DecisionAppealInput
from marketplace.api.scopes import Member
from marketplace.api.versions import seen_by, tagged, versioned
from marketplace.listing import Facts
from marketplace.models import Listing
from marketplace.models.api_token import Scope


class OwnListings(generics.ListAPIView):
    """All of my listings, newest first, drafts and ended ones too; POST puts one up."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class = OwnListingSerializer
    pagination_class = NewestFirst
    queryset = Listing.objects.none()  # for the document; each request finds its own
    filter_backends = ()

    def get_queryset(self) -> Any:
        return _own(self.request)

    @extend_schema(request=NewListingInput, responses={201: OwnListingSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        seller = shop_of(request)
        asked = NewListingInput(data=request.data, context={"seller": seller})
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        said.pop("currency")
        made = listings.put_up(seller, Facts(**said), by=member(request))
        return shown(request, made.pk, status.HTTP_201_CREATED)


class OneOwnListing(APIView):
    """One of them, with the ETag of what it says today; POST changes what is named."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=OwnListingSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return shown(request, pk)

    @extend_schema(
        operation_id="shop_listings_change",
        request=ChangeListingInput,
        responses={200: OwnListingSerializer},
    )
    @versioned
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = mine_or_404(request, pk)
        context = {"seller": listing.seller, "listing": listing}
        asked = ChangeListingInput(data=request.data, partial=True, context=context)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        listings.change(listing, by=member(request), seen=seen_by(request), **said)
        return shown(request, pk)


class ListingState(APIView):
    """For sale, paused, or off sale."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=StateInput, responses={200: OwnListingSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = mine_or_404(request, pk)
        asked = StateInput(data=request.data)
        asked.is_valid(raise_exception=True)
        listings.change(listing, by=member(request), state=asked.validated_data["state"])
        return shown(request, pk)


class ListingCopies(APIView):
    """A draft like it; how many there are of it is not said yet."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={201: OwnListingSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        copy = listing_copies.duplicate(mine_or_404(request, pk), by=member(request))
        return shown(request, copy.pk, status.HTTP_201_CREATED)


class ListingAppeals(APIView):
    """Why a listing that our staff took down should be back."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=DecisionAppealInput, responses={200: OwnListingSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        listing = mine_or_404(request, pk)
        asked = DecisionAppealInput(data=request.data)
        asked.is_valid(raise_exception=True)
        reporting.appeal(listing, by=member(request), words=asked.validated_data["words"])
        return shown(request, pk)


def mine_or_404(request: Request, pk: int) -> Listing:
    found: Listing = get_object_or_404(_own(request), pk=pk)
    return found


def _own(request: Request) -> Any:
    found = Listing.objects.filter(seller__user=member(request)).with_card().with_variants()
    return found.select_related("category", "seller")


def shown(request: Request, pk: int, code: int = status.HTTP_200_OK) -> Response:
    listing = mine_or_404(request, pk)
    answer = Response(OwnListingSerializer(listing).data, status=code)
    return tagged(answer, editions.of_listing(listing))
