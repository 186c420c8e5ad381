from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models import Category

WHOLE_BPS = 10_000


class Ending(models.TextChoices):
    """How a case ended, for whoever wants to know what usually happens."""

    ALL = "all", _("all the money back")
    PART = "part", _("part of the money back")
    RETURN = "return", _("sent back, then the money")
    REPLACEMENT = "replacement", _("sent again")
    NOTHING = "nothing", _("nothing back")


class Precedent(models.Model):
    """How one case ended, without whose it was: no name, no words, no amount, no day.

    The marks are keyed hashes. They say only that two rows are of the same case, buyer or seller;
    a case that is corrected on appeal has a second row, and the newer one counts. Never changed.
    """

    reason = models.CharField(max_length=20)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    band = models.PositiveSmallIntegerField()
    ending = models.CharField(max_length=12, choices=Ending.choices)
    share_bps = models.PositiveIntegerField()
    month = models.DateField()
    case_mark = models.CharField(max_length=32)
    buyer_mark = models.CharField(max_length=32)
    seller_mark = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["reason", "-id"], name="precedents_of_a_reason")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share_bps__gte=0, share_bps__lte=WHOLE_BPS),
                name="precedent_is_at_most_the_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.ending}"
