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
        OFFERED = "offered", _("made an offer")
        AGREED = "agreed", _("took the offer")
        DECLINED = "declined", _("did not take the offer")
        OFFER_BACK = "offer_back", _("took the offer back")
        OFFER_OVER = "offer_over", _("the offer ran out")
        UNDONE = "undone", _("undid the agreement")
        SUGGESTED = "suggested", _("wrote down what the two agree on")
        TO_STAFF = "to_staff", _("asked our staff to decide")
        CHANGED = "changed", _("changed the claim")
        ASKED = "asked", _("asked for something")
        NOT_BROUGHT = "not_brought", _("did not bring what was asked for")
        PROPOSED = "proposed", _("proposed a decision")
        COMMENTED = "commented", _("commented on the proposed decision")
        RETHOUGHT = "rethought", _("thinks again")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("appealed")
        PRESUMED = "presumed", _("decided by the published rule")
        DONE = "done", _("was done")
        WITHDRAWN = "withdrawn", _("withdrew the claim")
        REOPENED = "reopened", _("opened it again")
        ASLEEP = "asleep", _("did not go on")
        RETURN_ASKED = "return_asked", _("is to be sent back")
        RETURN_KEPT = "return_kept", _("need not be sent back")
        LABELLED = "labelled", _("said where to send it")
        POSTED = "posted", _("posted it")
        RETURNED = "returned", _("came back to the seller")
        RETURN_OK = "return_ok", _("came back as it should")
        RETURN_BAD = "return_bad", _("came back otherwise than it was sent")
        RETURN_LOST = "return_lost", _("was lost on its way back")
        RESEND_ASKED = "resend_asked", _("is to be sent again")
        RESENT = "resent", _("sent it again")
        RESENT_HERE = "resent_here", _("came a second time")
        RESENT_OK = "resent_ok", _("is good now")
        RESENT_BAD = "resent_bad", _("is not good either")
        NOT_RESENT = "not_resent", _("did not come a second time")
        BANK_DECIDED = "bank_decided", _("the buyer's bank decided")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="statements")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(blank=True)
    # In which it was said: the one in use then. Empty for the clock and where nobody noted it.
    language = models.CharField(max_length=10, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
