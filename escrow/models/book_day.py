from django.db import models
from django.utils.translation import gettext_lazy as _


class BookDay(models.Model):
    """A day of the books (UTC) that is over: one hash for all its postings, and for every day before.

    It holds each posting that happened by its end and is in no earlier day. `salt` is the secret of
    which every leaf's nonce is made, `all_up_to` the number up to which no posting is left.
    """

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    chained = models.CharField(max_length=64, unique=True)
    salt = models.BinaryField()
    all_up_to = models.BigIntegerField()
    closed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("day of the books")
        verbose_name_plural = _("days of the books")

    def __str__(self) -> str:
        return f"{self.day}"


class BookLevel(models.Model):
    """One level of a day's tree: its hashes one after the other, the leaves at level 0."""

    day = models.DateField()
    level = models.PositiveSmallIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "level"], name="a_day_has_a_level_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.level}"


class BookLeaf(models.Model):
    """In which day's tree a posting is, and at which place. A posting is in one."""

    posting_id = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    place = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "place"], name="a_place_has_one_posting")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.place}"


class BookHorizon(models.Model):
    """Up to which posting days can be closed, once no transaction older than this one runs.

    One row; as the audit trail's (docs/decisions/0099).
    """

    up_to = models.BigIntegerField(default=0)
    transaction = models.BigIntegerField(default=0)
    noted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.up_to}"
