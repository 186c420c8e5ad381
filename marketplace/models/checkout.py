from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escrow.models import Operation, Payment
from escrow.money import MoneyColumn
from marketplace.models.user import User


class Checkout(models.Model):
    """One purchase: orders of one or more sellers, paid together, sent to one address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="checkouts")
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    plus = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=80)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=16)
    city = models.CharField(_("city"), max_length=60)
    country = models.CharField(_("country"), max_length=2)
    placed_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    token = models.CharField(max_length=64, null=True, unique=True)

    total = MoneyColumn("total_minor")
    # The charge that was written down with it, for who placed it just now, and calls next.
    begun: Operation | None = None

    class Meta:
        indexes = [models.Index(fields=["-placed_at"], name="checkouts_newest")]

    def __str__(self) -> str:
        return f"{self.total} by {self.buyer_id}"

    def get_absolute_url(self) -> str:
        """Where its buyer comes back to from the provider, and reads how it stands."""
        return reverse("checkout_return", args=[self.pk])


class CheckoutPayment(models.Model):
    """A tender of a checkout. The payment itself is escrow's, and knows no checkout."""

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="tenders")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="tender")

    def __str__(self) -> str:
        return str(self.payment_id)
