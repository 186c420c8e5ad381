"""What parties do to an order, through the same stories as the pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from escrow.money import Money
from marketplace import (
    cancel_requests,
    fulfilment,
    handing_over,
    receipt,
    refunding,
    sellers_word,
    tracking_numbers,
)
from marketplace.api.asked import Text, Whole, YesOrNo
from marketplace.api.idempotency import idempotent
from marketplace.api.order_shapes import OrderSerializer
from marketplace.api.scopes import Member
from marketplace.models import CancelRequest, Order
from marketplace.models.api_token import Scope


class Nothing(serializers.Serializer):
    """No more than the address says."""


class OrderAction(generics.GenericAPIView):
    """Something a party does to an order; the answer is the order afterwards."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class: type[serializers.Serializer] = Nothing

    @extend_schema(responses={200: OrderSerializer})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        mine = Order.objects.visible_to(request.user).with_money()
        if not mine.filter(number=number).exists():
            raise Http404
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(number, request.user, asked.validated_data)
        body = OrderSerializer(mine.get(number=number), context={"request": request}).data
        return Response(body)

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        raise NotImplementedError


class Receipt(OrderAction):
    """The buyer has it and is content."""

    scope = Scope.BUY

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        receipt.confirm_receipt(number, by=user)


class Extension(OrderAction):
    """The buyer takes more time."""

    scope = Scope.BUY

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        receipt.extend_protection(number, by=user)


class ShipmentInput(serializers.Serializer):
    """`lines`: the ids of what is in the parcel; `units`: how many of each, by id. Else all of it."""

    carrier = Text(max_length=40)
    tracking_number = Text(max_length=40, allow_blank=True, default="")
    lines = serializers.ListField(child=Whole(), required=False, default=None)
    units = serializers.DictField(child=Whole(min_value=1), required=False, default=dict)

    def validate_units(self, units: dict[str, int]) -> dict[int, int]:
        return {int(line): many for line, many in units.items() if line.isdecimal()}


class Shipments(OrderAction):
    """The seller has handed it to a carrier."""

    scope = Scope.SELL
    serializer_class = ShipmentInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        lines = asked.pop("units") or asked.pop("lines")
        asked.pop("lines", None)
        fulfilment.mark_shipped(number, by=user, lines=lines, **asked)


class NumberInput(serializers.Serializer):
    shipment = serializers.UUIDField()
    tracking_number = Text(max_length=40)


class TrackingNumbers(OrderAction):
    """The seller adds or corrects a parcel's number, before the carrier has seen it."""

    scope = Scope.SELL
    serializer_class = NumberInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        tracking_numbers.give_number(
            number, asked["shipment"], by=user, tracking_number=asked["tracking_number"]
        )


class ArrivalInput(serializers.Serializer):
    shipment = serializers.UUIDField()


class Arrivals(OrderAction):
    """The seller says that it has arrived, where no carrier does: the weakest proof."""

    scope = Scope.SELL
    serializer_class = ArrivalInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        sellers_word.say_delivered(number, asked["shipment"], by=user)


class HandoverInput(serializers.Serializer):
    shipment = serializers.UUIDField()
    code = Text(max_length=12)


class Handovers(OrderAction):
    """The seller gives it to the buyer by hand and types the buyer's code."""

    scope = Scope.SELL
    serializer_class = HandoverInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        done = handing_over.hand_over(
            number, asked["shipment"], by=user, code=asked["code"].replace(" ", "")
        )
        if not done:
            raise handing_over.WrongCode(_("This is not the buyer's code."))


class Cancellation(OrderAction):
    """The seller cannot send it."""

    scope = Scope.SELL

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        fulfilment.cancel_by_seller(number, by=user)


class CancelRequestInput(serializers.Serializer):
    reason = serializers.ChoiceField(choices=CancelRequest.Reason.values)
    words = Text(max_length=500, allow_blank=True, default="")


class CancelRequests(OrderAction):
    """The buyer asks to cancel before it is sent; silence of the seller agrees."""

    scope = Scope.BUY
    serializer_class = CancelRequestInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        cancel_requests.ask_to_cancel(number, by=user, **asked)


class CancelWithdrawal(OrderAction):
    """The buyer wants it after all."""

    scope = Scope.BUY

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        cancel_requests.take_back(number, by=user)


class CancelAnswerInput(serializers.Serializer):
    agreed = YesOrNo()
    words = Text(max_length=500, allow_blank=True, default="")


class CancelAnswer(OrderAction):
    """The seller lets it go, or sends it all the same."""

    scope = Scope.SELL
    serializer_class = CancelAnswerInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        if asked["agreed"]:
            cancel_requests.agree(number, by=user)
        else:
            cancel_requests.decline(number, by=user, answer=asked["words"])


class RefundInput(serializers.Serializer):
    """`amount` is decimal text; without it all that is left of the line goes back."""

    line = Whole()
    amount = Text(max_length=20, allow_blank=True, default="")


class SellerRefund(OrderAction):
    """The seller gives money back."""

    scope = Scope.SELL
    serializer_class = RefundInput

    def act(self, number: str, user: Any, asked: dict[str, Any]) -> None:
        order = Order.objects.sold_by(user).get(number=number)
        amount = Money.parse(asked["amount"], order.currency) if asked["amount"] else None
        refunding.refund_by_seller(number, by=user, line=asked["line"], amount=amount)
