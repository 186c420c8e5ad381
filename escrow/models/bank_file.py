from django.conf import settings
from django.db import models


class BankFile(models.Model):
    """A payment file for our bank. It is kept as it was made, and may be fetched again unchanged."""

    message_id = models.CharField(max_length=35, unique=True)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.message_id
