"""Conversations for programs: list them, read, say something, mark as read, report."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import conversations, masking, message_photos, message_reports, uploads
from marketplace.api.asked import Text, YesOrNo
from marketplace.api.idempotency import HEADER, idempotent
from marketplace.api.member import member
from marketplace.api.pages import LastAddedFirst, Pages
from marketplace.api.scopes import Member
from marketplace.conversations import LONGEST, Words
from marketplace.models import Conversation, Listing, Message, MessagePhoto, MessageReport, Order
from marketplace.models.api_token import Scope

TALK = [JSONParser, MultiPartParser, FormParser]


class LastSpoken(Pages):
    ordering = ("-last_at", "-id")


class ConversationSerializer(serializers.ModelSerializer):
    """`with_whom` is the other side; `unread` counts what is new to me."""

    id = serializers.UUIDField(source="key")
    order = serializers.CharField(source="order.number", default=None, allow_null=True)
    with_whom = serializers.SerializerMethodField()
    unread = serializers.SerializerMethodField()

    class Meta:
        model = Conversation
        fields = ["id", "order", "listing", "with_whom", "unread", "began_at", "last_at"]
        read_only_fields = fields

    def get_with_whom(self, conversation: Conversation) -> str:
        return conversation.name_of_other(self.context["request"].user)

    def get_unread(self, conversation: Conversation) -> int:
        return conversation.unread_for(self.context["request"].user)


class MessagePhotoSerializer(serializers.ModelSerializer):
    """`url` is null until it is checked; `refusal` is a code where it could not be taken."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = MessagePhoto
        fields = ["id", "url", "refusal"]
        read_only_fields = fields

    @extend_schema_field({"type": "string", "nullable": True})
    def get_url(self, photo: MessagePhoto) -> str | None:
        return reverse("api_message_photo", args=[photo.pk]) if photo.picture else None


class MessageSerializer(serializers.ModelSerializer):
    """`text` is what I wrote, or what I may read; `hidden` says that the other reads less."""

    mine = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    hidden = serializers.BooleanField(source="is_masked")
    photos = MessagePhotoSerializer(many=True, read_only=True)

    class Meta:
        model = Message
        fields = ["id", "mine", "text", "hidden", "language", "may_be_public", "photos", "at"]
        read_only_fields = fields

    def get_mine(self, message: Message) -> bool:
        return bool(message.by_id == self.context["request"].user.pk)

    def get_text(self, message: Message) -> str:
        return message.text if self.get_mine(message) else masking.worded(message.shown)


class MessageInput(serializers.Serializer):
    """`photos` as multipart."""

    text = Text(max_length=LONGEST)
    photos = serializers.ListField(
        child=serializers.FileField(), required=False, default=list, max_length=message_photos.MOST
    )


class QuestionInput(MessageInput):
    """`may_be_public`: the seller may show it on the listing, without a name."""

    may_be_public = YesOrNo(default=False)


class MessageReportInput(serializers.Serializer):
    reason = serializers.ChoiceField(choices=MessageReport.Reason.values)
    words = Text(max_length=500, allow_blank=True, default="")


class ConversationList(generics.ListAPIView):
    """My conversations, bought and sold, the one last spoken in first."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = ConversationSerializer
    pagination_class = LastSpoken

    def get_queryset(self) -> Any:
        return Conversation.objects.visible_to(self.request.user).with_parties()


class Messages(generics.ListAPIView):
    """What was said in one, newest first; POST goes on. Reading does not mark it as read."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    serializer_class = MessageSerializer
    pagination_class = LastAddedFirst
    throttle_scope = "messages"
    parser_classes = TALK

    queryset = Message.objects.none()

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return _mine(self.request, self.kwargs["key"]).messages.prefetch_related("photos")

    @extend_schema(operation_id="messages_of_one")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=MessageInput, responses={201: MessageSerializer})
    @idempotent
    def post(self, request: Request, key: UUID) -> Response:
        talk, words = _mine(request, key), _words(request, MessageInput)
        return _said(request, conversations.say(talk, words, by=member(request)))


class Reading(APIView):
    """I have seen all of it."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    throttle_scope = "messages"

    @extend_schema(request=None, responses={200: ConversationSerializer})
    @idempotent
    def post(self, request: Request, key: UUID) -> Response:
        conversations.mark_read(_mine(request, key), by=member(request))
        shown = ConversationSerializer(_mine(request, key), context={"request": request})
        return Response(shown.data)


class OrderMessages(APIView):
    """Something about an order of mine, bought or sold."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    throttle_scope = "messages"
    parser_classes = TALK

    @extend_schema(request=MessageInput, responses={201: MessageSerializer})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        get_object_or_404(Order.objects.visible_to(request.user), number=number)
        words = _words(request, MessageInput)
        return _said(request, conversations.say_about(number, words, by=member(request)))


class Questions(APIView):
    """A question about a listing, before buying."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    throttle_scope = "messages"
    parser_classes = TALK

    @extend_schema(request=QuestionInput, responses={201: MessageSerializer})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        thing = get_object_or_404(Listing.objects.exclude(state=Listing.State.DRAFT), pk=pk)
        words = _words(request, QuestionInput)
        return _said(request, conversations.ask_seller(thing, words, by=member(request)))


class Report(APIView):
    """Our staff shall look at a message that I got."""

    scope = Scope.MESSAGES
    permission_classes = [Member]
    throttle_scope = "messages"

    @extend_schema(request=MessageReportInput, responses={204: None})
    @idempotent
    def post(self, request: Request, key: UUID, pk: int) -> Response:
        asked = MessageReportInput(data=request.data)
        asked.is_valid(raise_exception=True)
        message = get_object_or_404(_mine(request, key).messages, pk=pk)
        message_reports.report(message, by=member(request), **asked.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _mine(request: Request, key: UUID) -> Conversation:
    mine = Conversation.objects.visible_to(request.user).with_parties()
    return get_object_or_404(mine, key=key)


def _words(request: Request, shape: type[MessageInput]) -> Words:
    """The request's key, if it has one, says it once."""
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    key = request.headers.get(HEADER)
    token = f"api:{key}"[:64] if key else secrets.token_urlsafe(16)
    said = dict(asked.validated_data)
    sent = [uploads.receive(one, one.name, formats=uploads.PHOTOS) for one in said.pop("photos")]
    return Words(token=token, photos=sent, **said)


def _said(request: Request, message: Message) -> Response:
    body = MessageSerializer(message, context={"request": request}).data
    return Response(body, status=status.HTTP_201_CREATED)
