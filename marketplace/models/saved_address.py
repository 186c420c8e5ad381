from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

WORDS = ("name", "street", "postcode", "city", "country")


class SavedAddressQuerySet(models.QuerySet["SavedAddress"]):
    def last_used_first(self) -> SavedAddressQuerySet:
        """As the checkout offers them."""
        return self.order_by(F("last_used_at").desc(nulls_last=True), "-is_usual", "pk")


class SavedAddress(models.Model):
    """An address in a person's book. Orders keep their own copy: changing it here changes no order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses"
    )
    name = models.CharField(_("name on the parcel"), max_length=80)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=16)
    city = models.CharField(_("city"), max_length=60)
    country = models.CharField(_("country"), max_length=2)
    is_usual = models.BooleanField(_("the usual one"), default=False)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    objects = SavedAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(is_usual=True),
                name="one_usual_address_per_person",
            ),
            models.UniqueConstraint(fields=["user", *WORDS], name="an_address_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.street}, {self.postcode} {self.city}, {self.country}"

    def get_absolute_url(self) -> str:
        return reverse("account_address", args=[self.pk])

    def words(self) -> dict[str, str]:
        """What stands on a parcel."""
        return {word: getattr(self, word) for word in WORDS}
