from django.db import models


class PaymentEvent(models.Model):
    """A provider's message as it came: stored first, acted on later, as often as needed."""

    gateway = models.CharField(max_length=24)
    event_id = models.CharField(max_length=80)
    headers = models.JSONField()
    body = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        permissions = [("replay_paymentevent", "May act on a provider's message again")]
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "event_id"], name="a_provider_message_is_stored_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="messages_newest"),
            models.Index(fields=["gateway", "-received_at"], name="messages_of_a_gateway"),
            models.Index(fields=["event_id"], name="messages_by_their_name"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"


class PaymentEventOutcome(models.Model):
    """What a stored message led to; empty while it waits. The message itself never changes."""

    event = models.OneToOneField(PaymentEvent, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["event"], condition=models.Q(outcome=""), name="messages_waiting"),
        ]

    def __str__(self) -> str:
        return self.outcome
