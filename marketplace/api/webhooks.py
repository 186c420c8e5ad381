"""A shop's webhooks for programs: endpoints, what was sent to them, tests. docs/webhooks.md"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.asked import Text, YesOrNo
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import LastAddedFirst
from marketplace.api.payouts import shop_of
from marketplace.api.scopes import Member
from marketplace.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from marketplace.models.api_token import Scope
from marketplace.webhooks import again, keeping, kinds


class WebhookSerializer(serializers.ModelSerializer):
    """`state`: on, paused, or stopped (by us, after days without an answer)."""

    state = serializers.CharField(read_only=True)

    class Meta:
        model = WebhookEndpoint
        fields = ["id", "name", "address", "events", "state", "failing_since", "made_at"]
        read_only_fields = fields


class WithSecret(WebhookSerializer):
    """`secret` is shown this once."""

    secret = serializers.SerializerMethodField()

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields

    def get_secret(self, endpoint: WebhookEndpoint) -> str:
        return str(self.context["secret"])


class WebhookInput(serializers.Serializer):
    name = Text(max_length=60)
    address = Text(max_length=500)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=kinds.names()), allow_empty=False, max_length=100
    )

    def validate_events(self, events: list[str]) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(events))


class PauseInput(serializers.Serializer):
    """`paused` false lets it go on, whoever had stopped it."""

    paused = YesOrNo(default=True)


class AttemptSerializer(serializers.ModelSerializer):
    """`trouble` says why there was no status: address, name, slow, certificate, secret, connection."""

    class Meta:
        model = WebhookAttempt
        fields = ["at", "status", "trouble", "milliseconds", "answer"]
        read_only_fields = fields


class DeliverySerializer(serializers.ModelSerializer):
    """`state`: waiting, delivered or given_up. `message_id` is the header `webhook-id`."""

    state = serializers.CharField(read_only=True)
    tries = AttemptSerializer(many=True, read_only=True)

    class Meta:
        model = WebhookDelivery
        fields = ["id", "message_id", "type", "state", "created_at", "next_try_at", "body", "tries"]
        read_only_fields = fields


class EventKindSerializer(serializers.Serializer):
    name = serializers.CharField()
    words = serializers.CharField()


class Mine(APIView):
    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    def endpoint(self, request: Request, pk: UUID) -> WebhookEndpoint:
        return get_object_or_404(WebhookEndpoint.objects.of(member(request)), pk=pk)


class EventKinds(APIView):
    """Everything that a webhook can be told."""

    scope = Scope.SELL
    permission_classes = [Member]

    @extend_schema(responses=EventKindSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(EventKindSerializer(kinds.every(), many=True).data)


class Webhooks(Mine):
    """My shop's webhooks, newest first; POST adds one, and its answer alone has the secret."""

    @extend_schema(responses=WebhookSerializer(many=True))
    def get(self, request: Request) -> Response:
        shop_of(request)
        mine = WebhookEndpoint.objects.of(member(request))
        return Response(WebhookSerializer(mine, many=True).data)

    # No answer with a secret in it is kept for a repeated request.
    @extend_schema(request=WebhookInput, responses={201: WithSecret})
    def post(self, request: Request) -> Response:
        shop_of(request)
        made, secret = keeping.add(by=member(request), **_asked(request))
        body = WithSecret(made, context={"secret": secret}).data
        return Response(body, status=status.HTTP_201_CREATED)


class OneWebhook(Mine):
    """One webhook; POST changes it."""

    @extend_schema(responses=WebhookSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(WebhookSerializer(self.endpoint(request, pk)).data)

    @extend_schema(
        operation_id="webhooks_change",
        request=WebhookInput,
        responses={200: WebhookSerializer},
    )
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        self.endpoint(request, pk)
        changed = keeping.change(pk, by=member(request), **_asked(request))
        return Response(WebhookSerializer(changed).data)


class Secret(Mine):
    """Another secret; for a day every message is signed with both."""

    @extend_schema(request=None, responses={200: WithSecret})
    def post(self, request: Request, pk: UUID) -> Response:
        self.endpoint(request, pk)
        endpoint, secret = keeping.roll_secret(pk, by=member(request))
        return Response(WithSecret(endpoint, context={"secret": secret}).data)


class Pause(Mine):
    """Nothing is sent; what happens is kept for later."""

    @extend_schema(request=PauseInput, responses={200: WebhookSerializer})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        self.endpoint(request, pk)
        asked = PauseInput(data=request.data)
        asked.is_valid(raise_exception=True)
        story = keeping.pause if asked.validated_data["paused"] else keeping.go_on
        return Response(WebhookSerializer(story(pk, by=member(request))).data)


class Removal(Mine):
    """It is told nothing any more."""

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        self.endpoint(request, pk)
        keeping.end(pk, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Tests(Mine):
    """A message that means nothing."""

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        self.endpoint(request, pk)
        made = again.send_test(pk, by=member(request))
        return Response(DeliverySerializer(made).data, status=status.HTTP_202_ACCEPTED)


class Deliveries(generics.ListAPIView):
    """What was sent in the last month, newest first, with every try."""

    scope = Scope.SELL
    permission_classes = [Member]
    serializer_class = DeliverySerializer
    pagination_class = LastAddedFirst
    queryset = WebhookDelivery.objects.none()

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        mine = WebhookEndpoint.objects.of(self.request.user)
        endpoint = get_object_or_404(mine, pk=self.kwargs["pk"])
        return endpoint.deliveries.prefetch_related("tries")


class Again(Mine):
    """One message is sent again, under its own id."""

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @idempotent
    def post(self, request: Request, pk: UUID, delivery: int) -> Response:
        mine = WebhookDelivery.objects.of(member(request))
        get_object_or_404(mine, pk=delivery, endpoint=pk)
        sent = again.send_again(delivery, by=member(request))
        return Response(DeliverySerializer(sent).data, status=status.HTTP_202_ACCEPTED)


def _asked(request: Request) -> dict[str, Any]:
    asked = WebhookInput(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
