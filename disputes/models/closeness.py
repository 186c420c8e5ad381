from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Who was close keeps away from the other's cases for so long after it has ended.
KEEPS_AWAY = timedelta(days=365)


class Closeness(models.Model):
    """One of our staff says that they are close to somebody, and keeps away from their cases.

    Said once and never changed; it can end, and keeps them away for a year longer.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("family")
        HOUSEHOLD = "household", _("we live together")
        BUSINESS = "business", _("we do business together, or did")
        FRIEND = "friend", _("a friend")
        QUARREL = "quarrel", _("we have quarrelled")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="close_to"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kept_away"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("person close to one of our staff")
        verbose_name_plural = _("people close to our staff")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "to"],
                condition=models.Q(ended_at=None),
                name="close_to_somebody_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("to")), name="nobody_is_close_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} – {self.to}"
