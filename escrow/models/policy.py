from datetime import timedelta
from typing import Any

from django.db import models

from escrow.money import Money


class Policy(models.Model):
    """What Holdfast promises, frozen: a paid order keeps the number and hash it was sold under."""

    number = models.PositiveIntegerField(primary_key=True)
    body = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return f"Policy {self.number}"

    def window(self, code: str) -> timedelta:
        """How long the parties have, as written in this policy."""
        from escrow.policy import window_of

        return window_of(self.body, code)

    def business_days(self, code: str) -> int:
        return int(self.body["windows"][code]["value"])

    def amount(self, name: str, currency: str) -> Money:
        """A limit in the order's own currency; the default's, where the policy is older than it."""
        from escrow.default_policy import AMOUNTS

        stored = self.body["amounts"][currency]
        return Money(stored[name] if name in stored else AMOUNTS[currency][name], currency)

    def bps(self, name: str) -> int:
        fees: dict[str, Any] = self.body["fees"]
        return int(fees[name])

    def limit(self, name: str) -> int:
        """How often something may be done."""
        return int(self.body["limits"][name])

    def share_bps(self, name: str) -> int:
        shares: dict[str, Any] = self.body["shares"]
        return int(shares[name])

    def of_sellers(self, name: str) -> int:
        """A number by which sellers are rated; the default's, where the policy is older than it."""
        from escrow.default_policy import SELLERS

        stored: dict[str, int] = self.body.get("sellers", {})
        return int(stored.get(name, SELLERS[name]))

    def days_of_sellers(self, name: str) -> timedelta:
        return timedelta(days=self.of_sellers(name))
