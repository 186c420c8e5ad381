from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from escrow.models import ChargebackPart, HoldFunding, Policy, Refund
from escrow.models.refund import STRANDED
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn
from marketplace.models.checkout import Checkout
from marketplace.models.user import User
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.models.cancel_request import CancelRequest
    from marketplace.models.shipment import Shipment


class OrderState(models.TextChoices):
    PENDING_PAYMENT = "pending_payment", _("Waiting for payment")
    EXPIRED = "expired", _("Not paid in time")
    CANCELLED = "cancelled", _("Cancelled")
    PAID = "paid", _("Paid")
    PARTIALLY_SHIPPED = "partially_shipped", _("Partly on its way")
    SHIPPED = "shipped", _("On its way")
    DELIVERED = "delivered", _("Delivered")
    COMPLETED = "completed", _("Completed")


S = OrderState
TO_SHIP = [S.PAID, S.PARTIALLY_SHIPPED]
ENDED = [S.EXPIRED, S.CANCELLED, S.COMPLETED]


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, user: Any) -> OrderQuerySet:
        """Only the buyer's and the seller's own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(models.Q(buyer=user) | models.Q(seller__user=user))

    def bought_by(self, user: Any) -> OrderQuerySet:
        return self.filter(buyer=user) if user.is_authenticated else self.none()

    def sold_by(self, user: Any) -> OrderQuerySet:
        return self.filter(seller__user=user) if user.is_authenticated else self.none()

    def locked(self) -> OrderQuerySet:
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))

    def with_holds(self) -> OrderQuerySet:
        """With its two, its lines and their holds: the bar of one order asks for the rest by itself."""
        from marketplace.models.order_line import OrderLine  # it imports this file

        lines = OrderLine.objects.select_related("hold")
        parties = self.select_related("buyer", "seller", "policy", "checkout")
        return parties.prefetch_related(models.Prefetch("lines", lines))

    def with_money(self) -> OrderQuerySet:
        """With everything that the bars of many orders read, in a fixed number of queries."""
        fundings = HoldFunding.objects.select_related("payment")
        return self.with_holds().prefetch_related(
            "lines__hold__freezes",
            models.Prefetch("lines__hold__fundings", fundings),
            "lines__hold__refunds",
        )

    def with_parcels(self) -> OrderQuerySet:
        """With every parcel, where it was, and the code that proves it where there is one."""
        from marketplace.models.shipment import Shipment  # it imports this file

        parcels = Shipment.objects.select_related("handover", "replacement")
        parcels = parcels.prefetch_related("events")
        return self.prefetch_related(models.Prefetch("shipments", parcels))

    def with_first_parcels(self) -> OrderQuerySet:
        """With what was sent for it; what a case made the seller send again is not among it."""
        from marketplace.models.shipment import Shipment  # it imports this file

        first = Shipment.objects.filter(replacement=None).select_related("handover").order_by("pk")
        return self.prefetch_related(
            models.Prefetch("shipments", first, to_attr="loaded_first_parcels")
        )

    def to_print(self, numbers: Sequence[str]) -> OrderQuerySet:
        """Those of them that a parcel is packed for, with all that its papers say."""
        packed = self.filter(number__in=numbers, paid_at__isnull=False, buyer__left_at=None)
        loaded = packed.exclude(state=S.CANCELLED).select_related("seller", "checkout")
        lines = ("lines__hold", "lines__parcels")
        return loaded.prefetch_related(*lines).with_first_parcels().order_by("ship_by", "pk")

    def with_rare_things(self) -> OrderQuerySet:
        """Whether it has what most orders never have, so that a page asks for that only then."""
        refunds = Refund.objects.filter(state__in=STRANDED)
        of_lines = Exists(refunds.filter(hold__line__order=OuterRef("pk")))
        of_all = Exists(refunds.filter(hold=None, payment__tender__checkout=OuterRef("checkout")))
        banks = ChargebackPart.objects.filter(hold__line__order=OuterRef("pk"))
        return self.annotate(stranded=of_lines | of_all, at_a_bank=Exists(banks))


class Order(FSMModelMixin, models.Model):
    """What one seller owes one buyer, under the policy in force when it was paid."""

    number = models.CharField(max_length=16, unique=True)
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="orders")
    buyer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="orders")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="orders")
    state = StateField(default=S.PENDING_PAYMENT, choices=S.choices)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    policy_sha256 = models.CharField(max_length=64)
    hold_tier = models.CharField(max_length=16, blank=True)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    # The tax that was added, as it was configured when the order was placed; empty where none was.
    tax_name = models.CharField(max_length=60, blank=True)
    tax_bps = models.PositiveSmallIntegerField(default=0)
    cross_border = models.BooleanField(default=False)
    # The seller's own name for the way of sending that the buyer chose; empty where there was one.
    sent_with = models.CharField(max_length=40, blank=True)
    days_min = models.PositiveSmallIntegerField()
    days_max = models.PositiveSmallIntegerField()
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    ship_by = models.DateTimeField(null=True)
    promised_from = models.DateTimeField(null=True)
    promised_by = models.DateTimeField(null=True)
    nr_opens_at = models.DateTimeField(null=True)
    nr_closes_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    claim_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    review_until = models.DateTimeField(null=True)

    total = MoneyColumn("total_minor")
    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["buyer", "-placed_at"], name="orders_of_a_buyer"),
            models.Index(fields=["seller", "state", "ship_by"], name="orders_of_a_seller"),
            models.Index(fields=["state", "-id"], name="orders_in_a_state"),
            models.Index(
                fields=["paid_at", "id"],
                condition=models.Q(paid_at__isnull=False),
                name="orders_by_payment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.number])

    def last_cancel_request(self) -> CancelRequest | None:
        """What the buyer asked last, while it can still be asked."""
        asked = self.cancel_requests.order_by("-asked_at")
        return asked.first() if self.state == S.PAID else None

    def first_parcels(self) -> list[Shipment]:
        """What was sent for it, of an order loaded `with_first_parcels()` or `with_parcels()`."""
        loaded: list[Shipment] | None = getattr(self, "loaded_first_parcels", None)
        if loaded is None:
            loaded = [parcel for parcel in self.shipments.all() if not parcel.was_sent_again()]
        return loaded

    def may_be(self, rare_thing: str) -> bool:
        """Whether a page must ask for it: yes, unless `with_rare_things()` has said no."""
        return bool(getattr(self, rare_thing, True))

    def is_to_ship(self) -> bool:
        return self.state in TO_SHIP

    def can_be_confirmed(self) -> bool:
        """Once something was sent and money is still held undisputed."""
        return self.state in [S.PARTIALLY_SHIPPED, S.SHIPPED, S.DELIVERED]

    def can_be_rated(self, at: datetime) -> bool:
        return self.state == S.COMPLETED and at <= (self.review_until or at)

    def can_be_cancelled_by_seller(self) -> bool:
        return bool(self.state == S.PAID)

    @transition(state, source=S.PENDING_PAYMENT, target=S.PAID)
    def pay(self, at: datetime) -> None:
        """The buyer's money is held; the seller has it to earn."""
        self.paid_at = at

    @transition(state, source=S.PENDING_PAYMENT, target=S.EXPIRED)
    def expire(self, at: datetime) -> None:
        """Nobody paid in time; the goods are free again."""
        self.ended_at = at

    @transition(state, source=[S.PENDING_PAYMENT, *TO_SHIP], target=S.CANCELLED)
    def cancel(self, at: datetime) -> None:
        """It does not happen; whatever was paid goes back to the buyer."""
        self.ended_at = at

    @transition(state, source=TO_SHIP, target=S.PARTIALLY_SHIPPED)
    def ship_some(self) -> None:
        """Some of it is on its way."""

    @transition(state, source=TO_SHIP, target=S.SHIPPED)
    def ship(self, at: datetime) -> None:
        """All that is still to be sent is on its way."""
        self.shipped_at = at

    @transition(state, source=S.SHIPPED, target=S.DELIVERED)
    def deliver(self, at: datetime) -> None:
        """Every parcel has arrived."""
        self.delivered_at = at

    @transition(state, source=[S.SHIPPED, S.DELIVERED], target=S.COMPLETED)
    def complete(self, at: datetime, review_until: datetime) -> None:
        """Every cent has found its end; the parties may rate each other."""
        self.ended_at = at
        self.review_until = review_until
