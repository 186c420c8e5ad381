from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.models.webhook_endpoint import WebhookEndpoint

WAITING = Q(delivered_at=None, given_up_at=None)


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def due(self, at: datetime) -> WebhookDeliveryQuerySet:
        """Whose turn it is, at endpoints that are on."""
        on = {f"endpoint__{name}": None for name in ("paused_at", "stopped_at", "ended_at")}
        return self.filter(WAITING, next_try_at__lte=at, **on).order_by("next_try_at", "pk")

    def of(self, user: Any) -> WebhookDeliveryQuerySet:
        return self.filter(endpoint__seller__user=user, endpoint__ended_at=None)


class WebhookDelivery(models.Model):
    """One message for one endpoint: its words stay the same on every try, and so does its id."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries"
    )
    message_id = models.CharField(max_length=60)
    type = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_id", "endpoint"], name="a_message_is_delivered_once_to_each"
            ),
            models.CheckConstraint(
                condition=WAITING & Q(next_try_at__isnull=False)
                | Q(delivered_at__isnull=False, given_up_at=None, next_try_at=None)
                | Q(delivered_at=None, given_up_at__isnull=False, next_try_at=None),
                name="a_delivery_waits_or_has_ended_in_one_way",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=WAITING, name="deliveries_due"),
            models.Index(fields=["endpoint", "-id"], name="deliveries_of_an_endpoint"),
            models.Index(fields=["created_at"], name="deliveries_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"

    @property
    def state(self) -> str:
        """For programs: waiting, delivered or given_up."""
        if self.delivered_at:
            return "delivered"
        return "given_up" if self.given_up_at else "waiting"

    @property
    def stands(self) -> str:
        """For people."""
        words = {
            "delivered": _("Delivered"),
            "given_up": _("Given up"),
            "waiting": _("Is tried again") if self.attempts else _("Waits"),
        }
        return words[self.state]

    def send_at(self, at: datetime) -> None:
        """It has all its tries before it, the first one then."""
        self.attempts, self.next_try_at = 0, at
        self.delivered_at = self.given_up_at = None
