from django.db import models

from escrow.models.account import Account
from escrow.money import MoneyColumn


class JournalEntry(models.Model):
    """One thing that happened to money. Never edited; a mistake gets an opposite entry."""

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )

    class Meta:
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """One side of an entry. Debits are positive, credits negative, in minor units.

    Partitioned by month in the database; only the parent table takes rows.
    """

    entry = models.ForeignKey(JournalEntry, on_delete=models.DO_NOTHING, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="postings")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")

    class Meta:
        managed = False
        db_table = "escrow_posting"

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"
