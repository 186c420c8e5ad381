from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition

from escrow.models.state_field import StateField
from marketplace import upload_words


class RatingPhotoState(models.TextChoices):
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


S = RatingPhotoState


class RatingPhoto(FSMModelMixin, models.Model):
    """A picture in a review: newly drawn in three sizes; the original goes when it was decoded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rating = models.ForeignKey("sellers.Rating", on_delete=models.PROTECT, related_name="photos")
    position = models.PositiveSmallIntegerField()
    state = StateField(default=S.CHECKING, choices=S.choices)
    format = models.CharField(max_length=4)
    name = models.CharField(max_length=100, blank=True)
    original = models.CharField(max_length=200, blank=True)
    full = models.ImageField(upload_to="reviews", blank=True)
    card = models.ImageField(upload_to="reviews", blank=True)
    thumb = models.ImageField(upload_to="reviews", blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "position"], name="a_photo_has_its_place"),
            models.CheckConstraint(
                condition=Q(position__lt=6), name="at_most_six_photos_in_a_review"
            ),
            models.CheckConstraint(
                condition=Q(state="checking", full="", refusal="") & ~Q(original="")
                | Q(state="ready", original="", refusal="") & ~Q(full="")
                | Q(state="refused", original="", full="") & ~Q(refusal=""),
                name="a_review_photo_has_the_files_of_its_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state="checking"), name="review_photos_to_check"
            )
        ]

    def __str__(self) -> str:
        return f"photo {self.position} of {self.rating_id}"

    def get_absolute_url(self) -> str:
        return self.rating.get_absolute_url()

    @property
    def order(self) -> object:
        return self.rating.order

    @property
    def url(self) -> str:
        return self.full.url

    @property
    def thumb_url(self) -> str:
        return self.thumb.url

    @property
    def srcset(self) -> str:
        return f"{self.thumb.url} 160w, {self.card.url} 480w"

    @property
    def sentence(self) -> str:
        """Why it could not be taken, in the reader's language."""
        return upload_words.sentence(self.refusal, self.name)

    def is_ready(self) -> bool:
        return bool(self.state == S.READY)

    def is_free(self, since: datetime) -> bool:
        """Nobody is decoding it."""
        return self.state == S.CHECKING and (self.taken_at is None or self.taken_at <= since)

    @transition(state, source=S.CHECKING, target=S.READY)
    def accept(self, width: int, height: int) -> None:
        """It could be decoded; clean pictures of it are kept, and nothing else."""
        self.original, self.width, self.height = "", width, height

    @transition(state, source=S.CHECKING, target=S.REFUSED)
    def refuse(self, code: str) -> None:
        """It could not; who sent it reads why."""
        self.original, self.refusal = "", code
