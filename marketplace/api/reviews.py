"""Reviews for programs: what both say of an order, what everybody reads, an answer, a report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import rating_photos, review_answers, reviewing, reviews, uploads
from marketplace.api.asked import Text, Whole
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.order_actions import OrderAction
from marketplace.api.pages import NewestFirst
from marketplace.api.scopes import OPEN, Member
from marketplace.models import Order
from marketplace.models.api_token import Scope
from sellers.models import Rating, RatingReport, Seller


def _stars() -> Whole:
    return Whole(min_value=1, max_value=5)


class RatingInput(serializers.Serializer):
    """`photos` as multipart."""

    stars, as_described, communication, dispatch = _stars(), _stars(), _stars(), _stars()
    text = Text(max_length=2000, allow_blank=True, default="")
    photos = serializers.ListField(
        child=serializers.FileField(), required=False, default=list, max_length=rating_photos.MOST
    )


class RatingAction(OrderAction):
    """The buyer says how it was; sealed until both have."""

    scope = Scope.BUY
    serializer_class = RatingInput
    parser_classes = [MultiPartParser, FormParser, JSONParser]

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        order = get_object_or_404(Order.objects.bought_by(user), number=number)
        sent = [uploads.receive(p, p.name, formats=uploads.PHOTOS) for p in asked.pop("photos")]
        reviewing.rate(order, by=user, photos=sent, **asked)


class BuyerRatingInput(serializers.Serializer):
    stars = _stars()
    text = Text(max_length=1000, allow_blank=True, default="")


class BuyerRatingAction(OrderAction):
    """The seller says how the buyer was; sealed until both have."""

    scope = Scope.SELL
    serializer_class = BuyerRatingInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        order = get_object_or_404(Order.objects.sold_by(user), number=number)
        reviewing.rate_buyer(order, by=user, **asked)


class ReviewSerializer(serializers.ModelSerializer):
    """`photos` in three sizes; `by` is the buyer's first name."""

    by = serializers.CharField(source="buyer.get_short_name", read_only=True)
    photos = serializers.SerializerMethodField()

    class Meta:
        model = Rating
        fields = [
            "id",
            "by",
            "stars",
            "as_described",
            "communication",
            "dispatch",
            "text",
            "photos",
            "created_at",
            "revealed_at",
            "reply",
            "replied_at",
        ]
        read_only_fields = fields

    def get_photos(self, review: Rating) -> list[dict[str, str]]:
        return [asdict(picture) for picture in reviews.pictures(review)]


class ShopReviews(generics.ListAPIView):
    """What buyers said of a shop, newest first; sealed and hidden ones are not among them."""

    scope = OPEN
    serializer_class = ReviewSerializer
    pagination_class = NewestFirst
    queryset = Rating.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        seller = get_object_or_404(Seller, slug=self.kwargs["slug"])
        return reviews.public().filter(seller=seller)


class ReplyInput(serializers.Serializer):
    text = Text(max_length=1000)


class ReviewReply(APIView):
    """The shop answers, once."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=ReplyInput, responses={200: ReviewSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        own = Rating.objects.revealed().filter(seller__user=member(request))
        review = get_object_or_404(own, pk=pk)
        asked = ReplyInput(data=request.data)
        asked.is_valid(raise_exception=True)
        review_answers.reply(review, by=member(request), text=asked.validated_data["text"])
        return Response(ReviewSerializer(reviews.with_photos(own).get(pk=pk)).data)


class ReviewReportInput(serializers.Serializer):
    why = serializers.ChoiceField(choices=RatingReport.Why.choices)
    words = Text(max_length=500, allow_blank=True, default="")


class ReviewReports(APIView):
    """Tell our staff that a review should not stand there."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=ReviewReportInput, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        review = get_object_or_404(Rating.objects.public(), pk=pk)
        asked = ReviewReportInput(data=request.data)
        asked.is_valid(raise_exception=True)
        review_answers.report(review, by=member(request), **asked.validated_data)
        return Response(status=204)
