from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.return_ import Return


class ReturnWeight(models.Model):
    """What a parcel weighed, when, and who said so: a fact for whoever decides. Append-only."""

    class Moment(models.TextChoices):
        SENT = "sent", _("when it was first sent")
        POSTED = "posted", _("when it was posted back")
        ARRIVED = "arrived", _("when it came back")

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="weights")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    grams = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["of_return", "moment"], name="one_weight_a_moment"),
            models.CheckConstraint(condition=models.Q(grams__gt=0), name="a_parcel_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.grams} g {self.moment}"
