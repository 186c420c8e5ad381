from django.db import models

from escrow.models.bank_file import BankFile
from escrow.models.bank_movement import BankMovement
from escrow.money import MoneyColumn


class BankTransfer(models.Model):
    """Money that leaves our account: a refund, a payout, or a deposit that goes back.

    A refund of money that came from several accounts has several parts, one for each. `capture` is
    what it gives back, `end_to_end` what the bank's statement will call it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        WRITTEN = "written"
        SENT = "sent"
        RETURNED = "returned"
        REJECTED = "rejected"

    kind = models.CharField(max_length=12)
    operation_key = models.UUIDField(db_index=True)
    part = models.PositiveSmallIntegerField(default=1)
    end_to_end = models.CharField(max_length=35, unique=True)
    reference = models.CharField(max_length=12, unique=True, null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=40, blank=True)
    capture = models.ForeignKey(
        BankMovement, null=True, on_delete=models.PROTECT, related_name="transfers"
    )
    holder = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=20, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    file = models.ForeignKey(
        BankFile, null=True, on_delete=models.PROTECT, related_name="transfers"
    )
    at = models.DateTimeField(db_index=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="transfers_in_a_state"),
            models.Index(fields=["end_to_end"], name="transfers_end_to_end"),
            models.Index(fields=["reference"], name="transfers_by_reference"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["operation_key", "part"], name="a_part_of_a_transfer_leaves_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="a_transfer_is_above_zero"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["waiting"], file__isnull=False),
                name="what_is_in_a_file_waits_for_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.state}"

    @property
    def about(self) -> str:
        """What our books call the refund or payout."""
        return f"bt_{self.operation_key.hex[:16]}"

    @property
    def hint(self) -> str:
        return f"··{self.iban[-4:]}" if self.iban else ""

    def may_be_rejected(self) -> bool:
        return self.state in (self.State.WAITING, self.State.WRITTEN)
