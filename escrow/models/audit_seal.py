from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """A batch of the audit trail that can no longer change unseen: its hash holds that of the last.

    `leaves` names every row of the batch: its id (8 bytes) and the SHA-256 of its words (32 bytes).
    """

    number = models.PositiveIntegerField(primary_key=True)
    from_id = models.BigIntegerField()
    to_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    chained = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals of the audit trail")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_id__lte=models.F("to_id"), count__gt=0),
                name="a_seal_has_rows",
            )
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class AuditHorizon(models.Model):
    """Up to which row the trail can be sealed, once no transaction older than this one runs.

    One row. A row's number is given inside a transaction that may commit much later; when all that
    are older than `transaction` have ended, what has not appeared up to `up_to` never will.
    """

    up_to = models.BigIntegerField(default=0)
    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("horizon of the audit trail")

    def __str__(self) -> str:
        return f"{self.up_to}"


class AuditCheck(models.Model):
    """The whole trail was compared with its seals: how much there was, and what was not right."""

    at = models.DateTimeField()
    seals = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    faults = models.PositiveIntegerField()
    first_faults = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of the audit trail")
        verbose_name_plural = _("checks of the audit trail")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Staff's page of the trail, where it says what is wrong."""
        return reverse("admin:escrow_auditentry_changelist")
