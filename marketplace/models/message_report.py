from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.message import Message


class MessageReport(models.Model):
    """One of the two shows a message to our staff."""

    class Reason(models.TextChoices):
        RUDE = "rude", _("It is rude or threatening")
        SCAM = "scam", _("It looks like a fraud")
        ELSEWHERE = "elsewhere", _("They want me to pay elsewhere")
        SPAM = "spam", _("It is advertising")
        OTHER = "other", _("Something else")

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reason", "-id"], name="message_reports_of_a_reason")]
        constraints = [
            models.UniqueConstraint(fields=["message", "by"], name="a_message_is_reported_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.at:%Y-%m-%d}"
