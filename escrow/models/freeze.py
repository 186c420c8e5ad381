from django.db import models

from escrow.models.hold import Hold


class Freeze(models.Model):
    """One reason why a hold stands still. It ends only with its cause.

    `until`: by then the cause ends by itself, where that is known from the beginning.
    """

    class Cause(models.TextChoices):
        DISPUTE = "dispute"
        DRAFT = "draft"
        CHARGEBACK = "chargeback"
        SAFETY = "safety"
        PAYMENT_DIFFERENCE = "payment_difference"
        EMERGENCY = "emergency"

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="freezes")
    cause = models.CharField(max_length=24, choices=Cause.choices)
    reference = models.CharField(max_length=48)
    started_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hold", "cause", "reference"],
                condition=models.Q(ended_at=None),
                name="a_cause_freezes_a_hold_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.reference}"
