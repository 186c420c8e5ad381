import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar reads their dates, with no sign-in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user}"

    def get_absolute_url(self) -> str:
        return reverse("calendar_feed", args=[self.key])

    def move(self, at: datetime) -> None:
        """The old address stops at once."""
        self.key, self.made_at = uuid.uuid4(), at
