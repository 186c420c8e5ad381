import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import PostageBy
from escrow.models.state_field import StateField
from escrow.money import Money


class ReturnState(models.TextChoices):
    APPROVED = "approved", _("Agreed or decided")
    LABEL_DUE = "label_due", _("Waits for the seller's address")
    AWAITING_SHIPMENT = "awaiting_shipment", _("To be posted by the buyer")
    IN_TRANSIT = "in_transit", _("On its way back")
    DELIVERED = "delivered_to_seller", _("With the seller again")
    ACCEPTED = "accepted", _("Accepted by the seller")
    CONTESTED = "contested", _("Not as it was sent, says the seller")
    LOST = "lost_in_return", _("Lost on its way back")
    WAIVED = "waived", _("Not needed, the buyer keeps it")
    CALLED_OFF = "called_off", _("Called off")


S = ReturnState
AT_THE_BUYERS = [S.APPROVED, S.LABEL_DUE, S.AWAITING_SHIPMENT]
OPEN = [*AT_THE_BUYERS, S.IN_TRANSIT, S.DELIVERED]


class Return(FSMModelMixin, models.Model):
    """Something goes back to its seller, and then the money goes back to the buyer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="returns")
    state = StateField(default=S.APPROVED, choices=S.choices)
    postage_by = models.CharField(max_length=8, choices=PostageBy.choices)
    why_waived = models.CharField(max_length=16, blank=True)
    address = models.TextField(max_length=400, blank=True)
    label_code = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3)
    cost_minor = models.BigIntegerField(null=True)
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField()
    labelled_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=models.Q(state__in=OPEN),
                name="one_open_return_of_a_case",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=S.AWAITING_SHIPMENT) | ~models.Q(address=""),
                name="nobody_posts_without_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(cost_minor=None) | models.Q(cost_minor__gte=0),
                name="return_cost_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, ended_at=None)
                | (~models.Q(state__in=OPEN) & models.Q(ended_at__isnull=False)),
                name="a_return_that_is_over_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute} {self.state}"

    @property
    def cost(self) -> Money | None:
        """What its postage costs, as stated by who bought the label; None if nobody said."""
        return None if self.cost_minor is None else Money(self.cost_minor, self.currency)

    def is_open(self) -> bool:
        return self.state in OPEN

    def has_come(self) -> bool:
        """The seller has the thing again, whatever they say of it."""
        return self.delivered_at is not None

    @transition(state, source=S.APPROVED, target=S.LABEL_DUE)
    def ask_for_label(self) -> None:
        """The seller says where to, with a label where they pay the postage."""

    @transition(state, source=S.LABEL_DUE, target=S.AWAITING_SHIPMENT)
    def send_to(self, address: str, label_code: str, at: datetime) -> None:
        """The buyer knows where to send it; it is their turn."""
        self.address, self.label_code, self.labelled_at = address, label_code, at

    @transition(state, source=S.AWAITING_SHIPMENT, target=S.IN_TRANSIT)
    def travel(self, at: datetime) -> None:
        """It was handed to a carrier."""
        self.posted_at = at

    @transition(state, source=[S.AWAITING_SHIPMENT, S.IN_TRANSIT], target=S.DELIVERED)
    def arrive(self, at: datetime) -> None:
        """The seller has it, and looks at it."""
        self.delivered_at = at

    @transition(state, source=S.DELIVERED, target=S.ACCEPTED)
    def accept(self, at: datetime) -> None:
        """It is as it was, or the seller said nothing: the money goes."""
        self.ended_at = at

    @transition(state, source=S.DELIVERED, target=S.CONTESTED)
    def contest(self, at: datetime) -> None:
        """It is not what was sent, or not as it was: our staff decide."""
        self.ended_at = at

    @transition(state, source=S.IN_TRANSIT, target=S.LOST)
    def lose(self, at: datetime) -> None:
        """It never came; whose label it was bears it."""
        self.ended_at = at

    @transition(state, source=AT_THE_BUYERS, target=S.WAIVED)
    def waive(self, why: str, at: datetime) -> None:
        """The buyer keeps it, and the money goes at once."""
        self.why_waived, self.ended_at = why, at

    @transition(state, source=OPEN, target=S.CALLED_OFF)
    def call_off(self, at: datetime) -> None:
        """The buyer did not send it, or the money went another way."""
        self.ended_at = at
