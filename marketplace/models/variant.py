from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from escrow.money import Money
from marketplace.models.listing import Listing
from sellers.models import Seller

# How we call a variant whose seller has no reference for it; theirs never begin like this.
OURS = "hf-"


class VariantQuerySet(models.QuerySet["Variant"]):
    def live(self) -> VariantQuerySet:
        """Those that the seller offers today."""
        return self.filter(retired_at=None)

    def there(self) -> VariantQuerySet:
        """Those of which at least one waits for nobody's payment."""
        return self.live().filter(on_hand__gt=models.F("reserved"))

    def locked(self) -> VariantQuerySet:
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))


class Variant(models.Model):
    """What is bought of a listing: the only one of it, or one size and colour with its own stock.

    `choices` names it ({"Size": "M", "Colour": "Sand"}); the only one has none. One that the seller
    takes away is retired, because somebody may have bought it.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="variants")
    # The listing's seller, who knows it by a reference of their own ("SHIRT-M-SAND"), if they like.
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=40, blank=True, default="")
    choices = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    price_minor = models.BigIntegerField()
    on_hand = models.PositiveIntegerField()
    reserved = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reserved__lte=models.F("on_hand")),
                name="stock_is_never_oversold",
            ),
            models.CheckConstraint(
                condition=models.Q(price_minor__gt=0), name="variant_price_is_above_zero"
            ),
            models.UniqueConstraint(
                fields=["listing", "choices"],
                condition=models.Q(retired_at=None),
                name="a_choice_is_offered_once",
            ),
            models.UniqueConstraint(
                fields=["seller", "sku"],
                condition=models.Q(retired_at=None) & ~models.Q(sku=""),
                name="a_sellers_reference_names_one_variant",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.listing.currency)

    @property
    def reference(self) -> str:
        """What a file calls it: the seller's own reference, else ours."""
        return self.sku or f"{OURS}{self.pk}"

    @property
    def words(self) -> str:
        """What sets it apart, in the seller's order: "M, Sand"; nothing for the only one."""
        return ", ".join(self.words_of(self.listing.options))

    @property
    def last(self) -> str:
        """What sets it apart from the others of its shelf: all of its words but the first."""
        return ", ".join(self.words_of(self.listing.options[1:]))

    @property
    def title(self) -> str:
        return titled(self.listing.title, self.words)

    def words_of(self, options: Sequence[str]) -> list[str]:
        return [self.choices[name] for name in options if name in self.choices]

    def is_for_sale(self) -> bool:
        is_offered = self.listing.state == Listing.State.ACTIVE and self.retired_at is None
        return is_offered and self.available > 0

    def as_sold(self) -> dict[str, Any]:
        """The snapshot an order line keeps, so that later edits change no sale."""
        chosen = {"choices": self.choices, "choice": self.words, "price_minor": self.price_minor}
        return self.listing.as_sold() | chosen


def titled(title: str, words: str) -> str:
    """A thing by its name and what was chosen of it: "Linen shirt · M, Sand"."""
    return f"{title} · {words}" if words else title
