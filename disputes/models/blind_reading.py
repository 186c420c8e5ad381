from django.conf import settings
from django.db import models

from disputes.models.decision import Decision, Outcome
from escrow.money import MoneyColumn


class BlindReading(models.Model):
    """A decided case that somebody else decides again without knowing how; nothing moves by it.

    Drawn when the decision stood; answered once.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="blind")
    drawn_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    currency = models.CharField(max_length=3)
    refund_minor = models.BigIntegerField(null=True)
    reasons = models.TextField(blank=True)
    agrees = models.BooleanField(null=True)
    at = models.DateTimeField(null=True)

    refund = MoneyColumn("refund_minor")

    class Meta:
        ordering = ["drawn_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    at=None, by=None, outcome="", refund_minor=None, agrees=None, reasons=""
                )
                | models.Q(
                    at__isnull=False,
                    by__isnull=False,
                    refund_minor__gte=0,
                    agrees__isnull=False,
                )
                & ~models.Q(outcome="")
                & ~models.Q(reasons=""),
                name="a_blind_reading_is_whole_or_open",
            ),
        ]
        indexes = [
            models.Index(fields=["drawn_at"], condition=models.Q(at=None), name="to_be_read_blind"),
            models.Index(fields=["at"], name="blind_readings_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} blind"
