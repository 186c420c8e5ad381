from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.decision import Decision
from disputes.models.dispute import Dispute
from disputes.standing_rules import COUNTS_FOR
from escrow.models import Chargeback
from marketplace.models import Order


class MarkQuerySet(models.QuerySet["Mark"]):
    def of(self, buyer: Any) -> MarkQuerySet:
        return self.filter(buyer=buyer)

    def unended(self) -> MarkQuerySet:
        """Those that nothing has ended before their time."""
        return self.filter(end=None)


class Mark(models.Model):
    """Something that happened and counts in a buyer's standing for a while. Never changed.

    A claim, granted or denied, is no mark. Only what staff found to be untrue, or a bank was asked
    for in vain, is one.
    """

    class Code(models.TextChoices):
        FALSE_CLAIM = "false_claim", _("A claim was found to be untrue")
        BAD_RETURN = "bad_return", _("Something was sent back used, or something else came back")
        ASKED_TWICE = "asked_twice", _("The bank was asked for money that we had given back")
        BANK_SAID_NO = "bank_said_no", _("The bank was asked, and decided for the shop")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="marks"
    )
    code = models.CharField(max_length=16, choices=Code.choices)
    # Marks about one order count once.
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    dispute = models.ForeignKey(
        Dispute, null=True, on_delete=models.PROTECT, related_name="marks_of_buyer"
    )
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    chargeback = models.ForeignKey(
        Chargeback, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    counts_until = models.DateTimeField()

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["counts_until"], name="marks_that_may_count")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="a_decision_marks_once"),
            models.UniqueConstraint(fields=["chargeback", "code"], name="a_bank_case_marks_once"),
            models.CheckConstraint(
                condition=models.Q(dispute=None, decision=None, chargeback__isnull=False)
                | models.Q(dispute__isnull=False, decision__isnull=False, chargeback=None),
                name="a_mark_says_where_it_is_from",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    counts_until__gt=models.F("at"),
                    counts_until__lte=models.F("at") + COUNTS_FOR,
                ),
                name="a_mark_runs_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("account_standing")

    def is_ended(self) -> bool:
        """Something took it away before its time."""
        return hasattr(self, "end")

    def counts(self, now: datetime) -> bool:
        return now < self.counts_until and not self.is_ended()
