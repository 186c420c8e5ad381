from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.models.listing import Listing
from marketplace.models.user import User


class ReportReason(models.TextChoices):
    """What may be wrong with a listing, in words a visitor and a seller can read."""

    COUNTERFEIT = "counterfeit", _("It is a fake, or says it is something else")
    FORBIDDEN = "forbidden", _("It may not be sold at all")
    UNSAFE = "unsafe", _("It is dangerous")
    STOLEN_WORDS = "stolen_words", _("Its photos or words are somebody else's")
    MISLEADING = "misleading", _("It hides or twists something that matters")
    OUTSIDE = "outside", _("The seller wants to be paid outside of Holdfast")
    OFFENSIVE = "offensive", _("It insults or threatens people")
    OTHER = "other", _("Something else")


class ReportOutcome(models.TextChoices):
    FROZEN = "frozen", _("We took it down")
    KEPT = "kept", _("We looked, and it stays")


class ListingReportQuerySet(models.QuerySet["ListingReport"]):
    def waiting(self) -> ListingReportQuerySet:
        return self.filter(settled_at=None)


class ListingReport(models.Model):
    """Somebody says that a listing is wrong. It stays for sale until our staff decide.

    `visitor` is a hash that says only whether the same guest has reported this listing before.
    """

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="reports")
    visitor = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=16, choices=ReportReason.choices)
    words = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=ReportOutcome.choices, blank=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ListingReportQuerySet.as_manager()

    class Meta:
        permissions = [("settle_listing_reports", "May take listings down and put them back")]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "by"],
                condition=models.Q(settled_at=None, by__isnull=False),
                name="a_member_has_one_open_report_of_a_listing",
            ),
            models.UniqueConstraint(
                fields=["listing", "visitor"],
                condition=models.Q(settled_at=None, by=None),
                name="a_guest_has_one_open_report_of_a_listing",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", settled_at=None, settled_by=None)
                | (~models.Q(outcome="") & models.Q(settled_at__isnull=False)),
                name="a_report_waits_or_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(settled_at=None), name="report_waiting"),
            models.Index(
                models.F("settled_at").asc(nulls_first=True), "at", name="reports_waiting_first"
            ),
            models.Index(fields=["reason", "at"], name="reports_of_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.listing}"

    def get_absolute_url(self) -> str:
        """The listing, or the shop's shelves where it is gone."""
        gone = self.listing.state == Listing.State.FROZEN
        return reverse("search") if gone else self.listing.get_absolute_url()
