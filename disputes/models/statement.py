from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute


class Statement(models.Model):
    """What somebody said or did in a case, in order: the one timeline both parties see."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened the case")
        EVIDENCE = "evidence", _("added evidence")
        ACCEPTED = "accepted", _("accepted the claim")
        CONTESTED = "contested", _("disagreed")
        SILENT = "silent", _("did not answer in time")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrew the claim")
        BANK_DECIDED = "bank_decided", _("the buyer's bank decided")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="statements")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
