from __future__ import annotations

from django.conf import settings
from django.db import models

from marketplace.models.conversation import Conversation


class Message(models.Model):
    """What somebody wrote, once. The other side reads `shown`, in which contact data is hidden;
    `text` is for its writer and for our staff. Only a departure empties it.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    shown = models.TextField(blank=True)
    # In which it was written: the one in use then.
    language = models.CharField(max_length=10, blank=True)
    token = models.CharField(max_length=64)
    # The buyer's leave to show it on the listing, without a name.
    may_be_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "token"], name="a_double_click_says_it_once"),
            models.CheckConstraint(
                condition=models.Q(forgotten_at=None) | models.Q(text="", shown=""),
                name="what_is_forgotten_says_nothing",
            ),
        ]
        indexes = [models.Index(fields=["conversation", "-id"], name="messages_newest_first")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.at:%Y-%m-%d %H:%M}"

    def is_masked(self) -> bool:
        """Whether the other side reads less than was written."""
        return self.text != self.shown
