from django.db import models

from marketplace.models.listing import Listing


class Stock(models.Model):
    """How many there are, and how many of them wait for somebody's payment."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="stock")
    on_hand = models.PositiveIntegerField()
    reserved = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "stock"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reserved__lte=models.F("on_hand")),
                name="stock_is_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.available} of {self.listing_id}"

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved
