"""A seller's prepared replies, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import canned_replies
from marketplace.api.asked import AsKept
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import LastAddedFirst
from marketplace.api.payouts import shop_of
from marketplace.api.scopes import Member
from marketplace.models import CannedReply
from marketplace.models.api_token import Scope


class ReplySerializer(AsKept):
    class Meta:
        model = CannedReply
        fields = ["id", "title", "text"]
        read_only_fields = ["id"]


class Replies(generics.ListAPIView):
    """My prepared replies, the last kept first; POST keeps one more."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class = ReplySerializer
    pagination_class = LastAddedFirst
    queryset = CannedReply.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return shop_of(self.request).canned_replies.all()

    @extend_schema(responses={201: ReplySerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        shop_of(request)
        kept = canned_replies.keep(by=member(request), **_words(request))
        return Response(ReplySerializer(kept).data, status=status.HTTP_201_CREATED)


class OneReply(APIView):
    """Other words for one of them."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(
        operation_id="shop_replies_change",
        request=ReplySerializer,
        responses={200: ReplySerializer},
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        get_object_or_404(shop_of(request).canned_replies, pk=pk)
        changed = canned_replies.change(pk, by=member(request), **_words(request))
        return Response(ReplySerializer(changed).data)


class ReplyRemoval(APIView):
    """One of them goes."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        get_object_or_404(shop_of(request).canned_replies, pk=pk)
        canned_replies.remove(pk, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _words(request: Request) -> dict[str, Any]:
    asked = ReplySerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
