"""What each answer would bring, for the seller's programs."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes import forecast, forecast_words, presumptions
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState
from marketplace.api.fields import MoneyField
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class EndingSerializer(serializers.Serializer):
    """`days` at most; `counts`: it makes one more lost claim."""

    buyer_gets = MoneyField()
    seller_gets = MoneyField()
    days = serializers.FloatField(source="takes.days")
    counts = serializers.BooleanField()


class ForecastSerializer(serializers.Serializer):
    """A contested case ends between `lost` and `won`; `by_rule` is null where staff decide freely."""

    accept = EndingSerializer()
    by_rule = EndingSerializer(allow_null=True)
    lost = EndingSerializer()
    won = EndingSerializer()
    rule = serializers.CharField(source="rule.code")
    postage_by = serializers.CharField()
    order_defect_rate = serializers.FloatField(source="defects.share", allow_null=True)
    claim_rate = serializers.FloatField(allow_null=True)
    words = serializers.DictField()


class ForecastOfCase(generics.GenericAPIView):
    """For the seller of a case that waits for their answer; nobody else's."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = ForecastSerializer

    @extend_schema(responses={200: ForecastSerializer})
    def get(self, request: Request, pk: str) -> Response:
        waiting = Dispute.objects.visible_to(request.user).filter(
            order__seller__user=request.user.pk, state=DisputeState.AWAITING_SELLER
        )
        case = get_object_or_404(waiting.select_related("order__seller", "order__policy"), pk=pk)
        found = forecast.of(case, presumptions.facts_of(case))
        told = forecast_words.of(case, found)
        found_and_told = {
            **{name: getattr(found, name) for name in found.__dataclass_fields__},
            "words": {"accept": dict(told.accept), "contest": dict(told.contest)},
        }
        return Response(ForecastSerializer(found_and_told).data)
