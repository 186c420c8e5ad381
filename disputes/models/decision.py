from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import PostageBy
from escrow.money import MoneyColumn


class Outcome(models.TextChoices):
    RELEASE = "release", _("The seller keeps the money")
    REFUND = "refund", _("The buyer gets the claim back")
    SPLIT = "split", _("Each gets a part")


class Decision(models.Model):
    """What staff found and would have done, why, by which rules and on which evidence.

    Never changed: who thinks again writes another one. It stands when its case says so.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    currency = models.CharField(max_length=3)
    refund_minor = models.BigIntegerField()
    reasons = models.TextField()
    language = models.CharField(max_length=10, blank=True)  # of the reasons
    clauses = models.JSONField(default=list)
    evidence_ids = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    return_needed = models.BooleanField(default=False)
    postage_by = models.CharField(max_length=8, choices=PostageBy.choices, blank=True)
    presumption = models.CharField(max_length=48, blank=True)
    needs_second = models.BooleanField(default=False)
    on_appeal = models.BooleanField(default=False)
    policy_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    refund = MoneyColumn("refund_minor")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refund_minor__gte=0), name="decision_refund_is_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="decisions_by_day")]
        permissions = [("approve_decision", "May agree to a decision as the second person, or not")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.refund}"

    def is_approved(self) -> bool:
        """Whether a second person agrees where one is needed, or it has cooled where there is none."""
        if not self.needs_second or hasattr(self, "approval"):
            return True
        return hasattr(self, "solo") and self.solo.stood_at is not None

    def waits_for_second(self) -> bool:
        """A second person has to read it, and has said neither yes nor no."""
        return not self.is_approved() and not hasattr(self, "rejection")
