from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from escrow.models.state_field import StateField


class ExportState(models.TextChoices):
    ASKED = "asked", _("Being put together")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
    GONE = "gone", _("Deleted")


S = ExportState


class DataExport(FSMModelMixin, models.Model):
    """Everything we know of a person, as a file that only they can fetch, and only for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports"
    )
    state = StateField(default=S.ASKED, choices=S.choices)
    file = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    delete_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-asked_at"], name="exports_newest"),
            models.Index(fields=["state", "-asked_at"], name="exports_in_a_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state="asked"),
                name="one_export_is_made_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ready", delete_at__isnull=False) & ~models.Q(file="")
                | ~models.Q(state="ready") & models.Q(file=""),
                name="an_export_has_a_file_while_it_is_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("account_data")

    @transition(state, source=S.ASKED, target=S.READY)
    def finish(self, file: str, size: int, at: datetime, until: datetime) -> None:
        """It lies there for its owner until then."""
        self.file, self.size, self.ready_at, self.delete_at = file, size, at, until

    @transition(state, source=S.ASKED, target=S.FAILED)
    def fail(self) -> None:
        """Nobody could make it; the person may ask again."""

    @transition(state, source=S.READY, target=S.GONE)
    def delete_file(self) -> None:
        """The file is no more."""
        self.file = ""
