from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sellers.models.seller import Seller


class PayoutMethod(models.Model):
    """Where a seller's money is paid out to. A new one replaces the old; nothing is edited.

    Not used before `usable_from`: a thief who changes the account must not be paid at once.
    """

    class Trouble(models.TextChoices):
        NONE = "", _("None")
        RETURNED = "returned", _("The bank sent a payout back")
        REFUSED = "refused", _("The bank would not take a payout")

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="payout_methods")
    gateway = models.CharField(max_length=24)
    holder = models.CharField(max_length=70)
    account = models.CharField(max_length=127)
    bank = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    usable_from = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller"],
                condition=models.Q(replaced_at=None),
                name="a_seller_is_paid_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.hint}"

    def get_absolute_url(self) -> str:
        return reverse("desk_payouts")

    @property
    def hint(self) -> str:
        """Enough to know it again, too little to use it."""
        name, at, place = self.account.rpartition("@")
        return f"{name[:1]}··@{place}" if at else f"··{self.account[-4:]}"

    def is_usable(self, at: datetime) -> bool:
        return self.usable_from <= at and not self.trouble
