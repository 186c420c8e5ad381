from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from escrow.models.state_field import StateField
from marketplace.models.order import Order


class CancelRequestState(models.TextChoices):
    OPEN = "open", _("Waits for the seller")
    AGREED = "agreed", _("The seller agreed")
    UNANSWERED = "unanswered", _("Cancelled, because the seller did not answer in time")
    DECLINED = "declined", _("The seller sends it all the same")
    TAKEN_BACK = "taken_back", _("Taken back by the buyer")
    OVERTAKEN = "overtaken", _("Ended, because the order went on meanwhile")


S = CancelRequestState


class CancelRequestQuerySet(models.QuerySet["CancelRequest"]):
    def waiting(self) -> CancelRequestQuerySet:
        return self.filter(state=S.OPEN)

    def locked(self) -> CancelRequestQuerySet:
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))


class CancelRequest(FSMModelMixin, models.Model):
    """The buyer would rather not have it, before it is sent. The seller answers, or silence agrees."""

    class Reason(models.TextChoices):
        CHANGED_MIND = "changed_mind", _("I changed my mind")
        MISTAKE = "mistake", _("I ordered by mistake, or the wrong thing")
        ADDRESS = "address", _("The address is wrong")
        TOO_LATE = "too_late", _("It would come too late")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="cancel_requests")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True)
    state = StateField(default=S.OPEN, choices=S.choices)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = CancelRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(state__in=[S.OPEN, S.DECLINED]),
                name="a_buyer_asks_once_to_cancel",
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.OPEN, ended_at=None)
                | (~models.Q(state=S.OPEN) & models.Q(ended_at__isnull=False)),
                name="a_cancel_request_that_is_over_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.get_reason_display()}"

    def get_absolute_url(self) -> str:
        return self.order.get_absolute_url()

    def is_open(self) -> bool:
        return bool(self.state == S.OPEN)

    @transition(state, source=S.OPEN, target=S.AGREED)
    def agree(self, at: datetime) -> None:
        """The seller lets it go; the buyer gets everything back."""
        self.ended_at = at

    @transition(state, source=S.OPEN, target=S.UNANSWERED)
    def stay_unanswered(self, at: datetime) -> None:
        """Silence works for the buyer: they get everything back."""
        self.ended_at = at

    @transition(state, source=S.OPEN, target=S.DECLINED)
    def decline(self, answer: str, at: datetime) -> None:
        """The seller sends it all the same; the ship-by day stays."""
        self.answer, self.ended_at = answer, at

    @transition(state, source=S.OPEN, target=S.TAKEN_BACK)
    def take_back(self, at: datetime) -> None:
        """The buyer wants it after all."""
        self.ended_at = at

    @transition(state, source=S.OPEN, target=S.OVERTAKEN)
    def overtake(self, at: datetime) -> None:
        """It was sent, or ended otherwise, before anybody answered."""
        self.ended_at = at
