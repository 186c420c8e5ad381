from django.db import models
from django.utils.translation import gettext_lazy as _


class CarrierMessage(models.Model):
    """What a carrier told us of a parcel, as it came: stored first, acted on later, never changed."""

    class Source(models.TextChoices):
        WEBHOOK = "webhook", _("signed message")
        FILE = "file", _("file of ours")

    carrier = models.CharField(max_length=32)
    event_id = models.CharField(max_length=80)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.WEBHOOK)
    body = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "event_id"], name="a_carriers_message_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.event_id}"


class CarrierMessageOutcome(models.Model):
    """What a message led to; empty while it waits for its parcel. The message itself never changes."""

    message = models.OneToOneField(
        CarrierMessage, on_delete=models.PROTECT, related_name="outcome", primary_key=True
    )
    outcome = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=40, blank=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(outcome=""), name="carrier_messages_due"
            ),
            models.Index(
                fields=["number"], condition=models.Q(outcome=""), name="carrier_messages_by_number"
            ),
            models.Index(fields=["number", "-message"], name="carrier_messages_of_a_parcel"),
        ]

    def __str__(self) -> str:
        return self.outcome
