from django.db import models

from escrow.models.bank_statement import BankStatement
from escrow.money import MoneyColumn


class BankLine(models.Model):
    """A line of our bank's statement, as the bank wrote it: added once, never changed.

    `key` is the line's identity, so that no overlapping file brings it again; `keyed_by` says from
    what it was made: the bank's own reference, or the line's content. What we made of a line is in
    its movements. `amount` is positive when money came to us.
    """

    class KeyedBy(models.TextChoices):
        BANK = "bank"
        CONTENT = "content"

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=64, unique=True)
    keyed_by = models.CharField(max_length=8, choices=KeyedBy.choices)
    account = models.CharField(max_length=34)
    day = models.DateField(db_index=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    end_to_end = models.CharField(max_length=35, blank=True)
    bank_reference = models.CharField(max_length=140, blank=True)
    is_reversal = models.BooleanField(default=False)
    is_fee = models.BooleanField(default=False)
    return_code = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(db_index=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        indexes = [
            models.Index(fields=["-day", "-id"], name="bank_lines_newest"),
            models.Index(fields=["end_to_end"], name="bank_lines_end_to_end"),
            models.Index(fields=["bank_reference"], name="bank_lines_of_the_bank"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount_minor=0), name="a_bank_line_moves_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"

    @property
    def hint(self) -> str:
        """Enough of the other account to know it again."""
        return f"··{self.iban[-4:]}" if self.iban else ""

    def comes_in(self) -> bool:
        return self.amount_minor > 0
