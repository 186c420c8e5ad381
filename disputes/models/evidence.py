from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from disputes.models.dispute import Dispute


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> EvidenceQuerySet:
        """The parties of the case, and staff who may decide it."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("disputes.decide_dispute"):
            return self.all()
        return self.filter(
            models.Q(dispute__order__buyer=user) | models.Q(dispute__order__seller__user=user)
        )


class Evidence(models.Model):
    """A photo in a case. The original is sealed under its hash; a clean copy is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="evidence")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=200)
    shown = models.CharField(max_length=200)
    thumb = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    captured_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"photo {self.sha256[:8]}"
