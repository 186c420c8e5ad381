"""Many orders marked as sent in one request, row by row as on the desk."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace import sending_many
from marketplace.api.asked import Text, YesOrNo
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope
from marketplace.sending_many import MOST_ROWS, Outcome, Row


class RowInput(serializers.Serializer):
    order = Text(max_length=40)
    carrier = Text(max_length=200, allow_blank=True)
    tracking_number = Text(max_length=200, allow_blank=True, default="")


class ManyInput(serializers.Serializer):
    """With `dry_run` nothing is sent, and the answer says what would happen."""

    rows = serializers.ListField(child=RowInput(), allow_empty=False, max_length=MOST_ROWS)
    dry_run = YesOrNo(default=False)


class OutcomeSerializer(serializers.Serializer):
    """`good`: sent, or would be. Otherwise `sentence` says why not."""

    order = serializers.CharField(source="row.number")
    good = serializers.BooleanField(source="is_good")
    sentence = serializers.CharField(source="problem")
    doubt = serializers.CharField()


class ManyOutcome(serializers.Serializer):
    good = serializers.SerializerMethodField()
    rows = OutcomeSerializer(many=True, source="*")

    def get_good(self, outcomes: list[Outcome]) -> int:
        return sum(outcome.is_good for outcome in outcomes)


class ManyShipments(generics.GenericAPIView):
    """The seller has sent many orders. A wrong row stops no other."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class = ManyInput

    @extend_schema(responses={200: ManyOutcome})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rows = [
            Row(place, row["order"].upper(), row["carrier"], row["tracking_number"])
            for place, row in enumerate(asked.validated_data["rows"], 1)
        ]
        dry = asked.validated_data["dry_run"]
        act = sending_many.try_out if dry else sending_many.send
        return Response(ManyOutcome(act(rows, by=member(request))).data)
