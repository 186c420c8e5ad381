from django.db import models


class SandboxMessage(models.Model):
    """A message in the imaginary provider's outgoing box. Without `deliver_at` it is held back."""

    event_id = models.CharField(max_length=80, unique=True)
    body = models.TextField()
    made_at = models.DateTimeField()
    deliver_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["deliver_at"],
                condition=models.Q(delivered_at=None),
                name="sandbox_messages_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.event_id
