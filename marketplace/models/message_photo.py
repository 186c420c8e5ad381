from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.urls import reverse

from marketplace import upload_words
from marketplace.models.conversation import Conversation
from marketplace.models.message import Message

CHECKING = models.Q(picture="", thumb="", refusal="") & ~models.Q(original="")
READY = models.Q(original="", refusal="") & ~models.Q(picture="") & ~models.Q(thumb="")
REFUSED = models.Q(original="", picture="", thumb="") & ~models.Q(refusal="")


class MessagePhotoQuerySet(models.QuerySet["MessagePhoto"]):
    def checking(self) -> MessagePhotoQuerySet:
        return self.filter(CHECKING)

    def visible_to(self, user: Any) -> MessagePhotoQuerySet:
        """The two who talk, until it is forgotten."""
        mine = Conversation.objects.visible_to(user)
        return self.filter(message__conversation__in=mine, message__forgotten_at=None)


class MessagePhoto(models.Model):
    """A photo in a message. What was sent is kept until it is decoded, and then only a clean copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="photos")
    format = models.CharField(max_length=4)
    name = models.CharField(max_length=100, blank=True)
    original = models.CharField(max_length=200, blank=True)
    picture = models.CharField(max_length=200, blank=True)
    thumb = models.CharField(max_length=200, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = MessagePhotoQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=CHECKING | READY | REFUSED,
                name="a_photo_is_being_checked_or_clean_or_refused",
            )
        ]
        indexes = [
            models.Index(fields=["sent_at"], condition=CHECKING, name="photos_being_checked")
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("message_photo", args=[self.pk])

    def is_checking(self) -> bool:
        return bool(self.original)

    def is_ready(self) -> bool:
        return bool(self.picture)

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def thumb_url(self) -> str:
        return reverse("message_photo_thumb", args=[self.pk])

    @property
    def sentence(self) -> str:
        """Why it could not be taken, and what to do, in the reader's language."""
        return upload_words.sentence(self.refusal, self.name) if self.refusal else ""
