from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

OPEN = Q(sent_at=None, kept_at=None, given_up_at=None)
WORDED = ~Q(subject_line="")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Any) -> NoticeQuerySet:
        """What is in somebody's inbox: everything they were told, as soon as it has words."""
        return self.filter(WORDED, to=person)

    def unread(self) -> NoticeQuerySet:
        return self.filter(WORDED, read_at=None)

    def unsent(self) -> NoticeQuerySet:
        """Neither sent, nor kept for the inbox alone, nor given up."""
        return self.filter(OPEN)

    def waiting(self, at: datetime) -> NoticeQuerySet:
        """Whose turn it is to be sent, oldest first."""
        return self.unsent().filter(Q(next_try_at=None) | Q(next_try_at__lte=at)).order_by("pk")


class Notice(models.Model):
    """Something a person must be told: written with what happened, sent afterwards, kept as proof.

    It ends in one of three ways: sent by e-mail, kept (it is in the inbox and its reader wants no
    e-mail of this kind), or given up after many tries.
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    # In the inbox: its words, where it leads, and whether it was read.
    subject_line = models.CharField(max_length=200, blank=True)
    gist = models.TextField(blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    read_at = models.DateTimeField(null=True, blank=True)
    # Proof of the e-mail: to whom, when, under which id, exactly what, and what the provider said.
    sent_at = models.DateTimeField(null=True)
    sent_to = models.EmailField(blank=True, default="")
    message_id = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True)
    html = models.TextField(blank=True, default="")
    answer = models.TextField(_("the provider's answer"), blank=True, default="")
    # Until then.
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=OPEN, name="notice_unsent"),
            models.Index(fields=["subject_id", "-id"], name="notices_about_a_thing"),
            models.Index(
                fields=["-id"], condition=Q(given_up_at__isnull=False), name="notices_given_up"
            ),
            models.Index(fields=["to", "-created_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["to"], condition=Q(read_at=None) & WORDED, name="notices_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=OPEN
                | Q(sent_at__isnull=False, kept_at=None, given_up_at=None)
                | Q(sent_at=None, kept_at__isnull=False, given_up_at=None)
                | Q(sent_at=None, kept_at=None, given_up_at__isnull=False),
                name="a_notice_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | (~Q(body="") & WORDED),
                name="a_sent_notice_keeps_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id}"

    @property
    def state(self) -> str:
        """Where it stands, for staff."""
        if self.sent_at:
            return str(_("sent"))
        if self.kept_at:
            return str(_("inbox only"))
        return str(_("given up") if self.given_up_at else _("waiting"))
