"""What I was told, for programs: list, read, and which of it comes by e-mail."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow import outbox
from escrow.models import Notice
from marketplace import notice_choices
from marketplace.api.asked import Whole, YesOrNo
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import NewestFirst
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class NoticeSerializer(serializers.ModelSerializer):
    """`link` is a path of this shop; `sent_at` is null for what came to the inbox alone."""

    subject = serializers.CharField(source="subject_line", read_only=True)

    class Meta:
        model = Notice
        fields = ["id", "kind", "subject", "gist", "link", "created_at", "read_at", "sent_at"]
        read_only_fields = fields


class ReadInput(serializers.Serializer):
    """Without `ids` everything is read."""

    ids = serializers.ListField(child=Whole(), required=False, max_length=100)


class ReadAnswer(serializers.Serializer):
    """How many were new until now."""

    read = serializers.IntegerField()


class EmailChoice(serializers.Serializer):
    """`always`: why some e-mails of the group are sent in any case."""

    group = serializers.CharField()
    by_email = serializers.BooleanField()
    always = serializers.SerializerMethodField()

    def get_always(self, choice: Any) -> list[str]:
        return [str(reason.label) for reason in choice.always]


class ChoiceInput(serializers.Serializer):
    group = serializers.ChoiceField(
        choices=[group.value for group in notice_choices.CHOOSABLE],
    )
    by_email = YesOrNo()


class NoticeList(generics.ListAPIView):
    """My inbox, newest first."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = NoticeSerializer
    pagination_class = NewestFirst
    queryset = Notice.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return Notice.objects.of(member(self.request))


class NoticesRead(APIView):
    """I have read these, or all."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=ReadInput, responses={200: ReadAnswer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = ReadInput(data=request.data)
        asked.is_valid(raise_exception=True)
        ids = asked.validated_data.get("ids")
        if ids and Notice.objects.of(member(request)).filter(pk__in=ids).count() < len({*ids}):
            raise Http404
        return Response({"read": outbox.mark_read(member(request), ids)})


class NoticeChoices(APIView):
    """Which e-mails I want."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses={200: EmailChoice(many=True)})
    def get(self, request: Request) -> Response:
        return Response(EmailChoice(notice_choices.of(member(request)), many=True).data)

    @extend_schema(request=ChoiceInput, responses={200: EmailChoice(many=True)})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = ChoiceInput(data=request.data)
        asked.is_valid(raise_exception=True)
        chosen = {asked.validated_data["group"]: asked.validated_data["by_email"]}
        notice_choices.choose(member(request), chosen, by=member(request))
        return Response(EmailChoice(notice_choices.of(member(request)), many=True).data)
