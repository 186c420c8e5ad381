from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import MAY_DECIDE
from escrow.models.state_field import StateField
from marketplace import upload_words
from marketplace.decoding import Decoded


class EvidenceState(models.TextChoices):
    CHECKING = "checking", _("Checking")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Cannot be taken")


S = EvidenceState
HIDDEN, NOT_HIDDEN = models.Q(hidden_at__isnull=False), models.Q(hidden_at=None, hidden_by=None)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> EvidenceQuerySet:
        """The parties of the case, until it is withdrawn; and staff who may decide it, always."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm(MAY_DECIDE):
            return self.all()
        own = Dispute.objects.visible_to(user)
        return self.filter(dispute__in=own, hidden_at=None)

    def checking(self) -> EvidenceQuerySet:
        return self.filter(state=S.CHECKING)

    def refused_to(self, user: Any) -> EvidenceQuerySet:
        """What could not be taken of this person's files, until they have seen enough of it."""
        return self.filter(state=S.REFUSED, by=user, hidden_at=None)

    def listed_for(self, user: Any) -> EvidenceQuerySet:
        """What a party may know of: not what was withdrawn, nor what failed for the other."""
        if not user.is_authenticated:
            return self.none()
        refused = models.Q(state=S.REFUSED) & ~models.Q(by=user)
        return self.filter(hidden_at=None).exclude(refused)

    def counting(self) -> EvidenceQuerySet:
        """What takes one of a person's places in a case."""
        return self.filter(hidden_at=None).exclude(state=S.REFUSED)


class Evidence(FSMModelMixin, models.Model):
    """A photo or a paper in a case. The original is sealed under its hash; clean pictures of it are
    shown once it was decoded.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        PDF = "pdf", _("PDF")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="evidence")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=S.CHECKING, choices=S.choices)
    format = models.CharField(max_length=4)
    name = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=200, blank=True)
    pages = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    thumb = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    captured_at = models.DateTimeField(null=True)
    phash = models.BigIntegerField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="checking"),
                name="evidence_being_checked",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="checking", pages=[], thumb="", refusal="")
                & ~models.Q(original="")
                | models.Q(state="ready", refusal="")
                & ~models.Q(original="")
                & ~models.Q(pages=[])
                & ~models.Q(thumb="")
                | models.Q(state="refused", pages=[], thumb="") & ~models.Q(refusal=""),
                name="evidence_has_the_files_of_its_state",
            ),
            models.CheckConstraint(
                condition=NOT_HIDDEN | HIDDEN & models.Q(hidden_by__isnull=False),
                name="evidence_is_hidden_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"

    def get_absolute_url(self) -> str:
        """The case it is in."""
        return self.dispute.get_absolute_url()

    @property
    def kind(self) -> str:
        return self.Kind.PDF if self.format == "pdf" else self.Kind.PHOTO

    @property
    def sentence(self) -> str:
        """Why it could not be taken, and what to do, in the reader's language."""
        return upload_words.sentence(self.refusal, self.name) if self.refusal else ""

    def is_checking(self) -> bool:
        return bool(self.state == S.CHECKING)

    def is_ready(self) -> bool:
        return bool(self.state == S.READY)

    def is_counting(self) -> bool:
        """Whether it takes one of its owner's places in the case."""
        return self.hidden_at is None and self.state != S.REFUSED

    def is_refused_to(self, user: Any) -> bool:
        """Whether this person is still told that it could not be taken."""
        return self.hidden_at is None and self.state == S.REFUSED and self.by_id == user.pk

    @transition(state, source=S.CHECKING, target=S.READY)
    def accept(self, decoded: Decoded, pages: list[str], thumb: str) -> None:
        """It could be decoded; clean pictures of it are kept."""
        self.pages, self.thumb = pages, thumb
        self.width, self.height = decoded.width, decoded.height
        self.captured_at, self.phash = decoded.captured_at, decoded.phash

    @transition(state, source=S.CHECKING, target=S.REFUSED)
    def refuse(self, code: str) -> None:
        """It could not; who sent it reads why."""
        self.refusal = code

    def hide(self, by: Any, at: datetime) -> None:
        """Withdrawn: nobody but staff sees it any more, and it is still there."""
        self.hidden_by, self.hidden_at = by, at
