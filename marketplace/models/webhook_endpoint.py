from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sellers.models import Seller

ON = Q(paused_at=None, stopped_at=None, ended_at=None)


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def kept(self) -> WebhookEndpointQuerySet:
        """All but those that their shop has ended."""
        return self.filter(ended_at=None).order_by("-made_at", "pk")

    def of(self, user: Any) -> WebhookEndpointQuerySet:
        """Those of somebody's own shop."""
        return self.kept().filter(seller__user=user)


class WebhookEndpoint(models.Model):
    """Where a shop's own program wants to be told what happens to its orders.

    It is told until its shop pauses or ends it, or until we stop, after days without an answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="webhook_endpoints")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40))
    # Closed with the secret key; the one before still signs until it is over.
    secret = models.TextField()
    old_secret = models.TextField(blank=True, default="")
    old_secret_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="webhooks_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "address"],
                condition=Q(ended_at=None),
                name="one_webhook_of_a_shop_at_an_address",
            ),
            models.CheckConstraint(
                condition=Q(old_secret="", old_secret_until=None)
                | (~Q(old_secret="") & Q(old_secret_until__isnull=False)),
                name="an_old_secret_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("desk_webhook", args=[self.pk])

    @property
    def state(self) -> str:
        """For programs: on, paused, stopped (by us) or ended."""
        if self.ended_at:
            return "ended"
        if self.stopped_at:
            return "stopped"
        return "paused" if self.paused_at else "on"

    def is_on(self) -> bool:
        return self.state == "on"

    def start_again(self) -> None:
        """It is told again, what waited first."""
        self.paused_at = self.stopped_at = self.failing_since = None

    def stop(self, at: datetime) -> None:
        """Nobody has answered for days, or it said that it is gone."""
        self.stopped_at = at
