from django.conf import settings
from django.db import models


class ReportDifference(models.Model):
    """A provider's report and our books disagree about one thing, until somebody has explained it."""

    class Kind(models.TextChoices):
        NOT_IN_OUR_BOOKS = "not_in_our_books"
        NOT_IN_THE_REPORT = "not_in_the_report"
        OTHER_AMOUNT = "other_amount"

    gateway = models.CharField(max_length=24)
    day = models.DateField()
    kind = models.CharField(max_length=24, choices=Kind.choices)
    what = models.CharField(max_length=24)
    reference = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    ours_minor = models.BigIntegerField(null=True)
    theirs_minor = models.BigIntegerField(null=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        permissions = [("settle_difference", "May explain a difference between report and books")]
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "what", "reference", "kind"], name="a_difference_is_told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-day", "-id"], name="differences_newest"),
            models.Index(
                fields=["found_at"], condition=models.Q(settled_at=None), name="differences_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.day} {self.what} {self.kind}"
