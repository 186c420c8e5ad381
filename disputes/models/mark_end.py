from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.mark import Mark


class MarkEnd(models.Model):
    """Why a mark does not count any more, before its time was over. Never changed."""

    class Why(models.TextChoices):
        OVERTURNED = "overturned", _("Another decision took the place of the one it rested on")
        BANK = "bank", _("The bank decided for the buyer after all")
        APPEAL = "appeal", _("The appeal was granted")
        UNANSWERED = "unanswered", _("Nobody answered the appeal in time")

    mark = models.OneToOneField(Mark, on_delete=models.PROTECT, related_name="end")
    why = models.CharField(max_length=12, choices=Why.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.why} {self.at:%Y-%m-%d}"
