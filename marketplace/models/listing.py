from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import JSONObject, Lower
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from escrow.money import MoneyColumn
from marketplace.models.category import Category
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.models.listing_photo import ListingPhoto
    from marketplace.models.variant import Variant

# What a card reads of its photo.
COVER = {name: name for name in ("alt", "full", "card", "thumb", "width", "height")}
# What is read of its variants.
OFFERED = {
    name: name
    for name in (
        "id",
        "seller_id",
        "choices",
        "position",
        "price_minor",
        "on_hand",
        "reserved",
        "sku",
    )
}
LEFT = models.F("on_hand") - models.F("reserved")


class Folded(models.Func):
    """Small letters without accents, as marketplace/search_sql.py taught the database."""

    function = "holdfast_folded"
    output_field = models.TextField()


def _vector(column: str, weight: str) -> Any:
    """Every form of an English word, and every word of any language as it is written."""
    forms = SearchVector(Folded(column), weight=weight, config="english")
    return forms + SearchVector(Folded(column), weight=weight, config="simple")


SEARCH = _vector("title", "A") + _vector("description", "B")


class ListingQuerySet(models.QuerySet["Listing"]):
    def for_sale(self) -> ListingQuerySet:
        return self.filter(state=Listing.State.ACTIVE)

    def with_card(self) -> ListingQuerySet:
        """Everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("seller").with_stock().prefetch_related("photos")

    def with_stock(self) -> ListingQuerySet:
        """With how many of all its variants are left, and wait for a payment, in the same query."""
        from marketplace.models.variant import Variant  # it imports this file

        offered = Variant.objects.live().filter(listing=models.OuterRef("pk")).order_by()
        by_listing = offered.values("listing")
        return self.annotate(
            left=models.Subquery(by_listing.annotate(sum=models.Sum(LEFT)).values("sum")),
            waiting=models.Subquery(by_listing.annotate(sum=models.Sum("reserved")).values("sum")),
        )

    def with_variants(self) -> ListingQuerySet:
        """With each variant that is offered, in the same query."""
        from marketplace.models.variant import Variant  # it imports this file

        offered = Variant.objects.live().filter(listing=models.OuterRef("pk"))
        return self.annotate(shown=ArraySubquery(offered.values(whole=JSONObject(**OFFERED))))

    def with_cover(self) -> ListingQuerySet:
        """The same with the first photo only, in one query: for long lists."""
        from marketplace.models.listing_photo import ListingPhoto

        first = ListingPhoto.objects.filter(listing=models.OuterRef("pk"))[:1]
        return self.select_related("seller").annotate(
            cover=models.Subquery(first.values(whole=JSONObject(**COVER)))
        )


class Listing(models.Model):
    """Something for sale, as its seller describes it today."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("For sale")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Off sale")
        FROZEN = "frozen", _("Taken down by us")

    class Condition(models.TextChoices):
        NEW = "new", _("New")
        HANDMADE = "handmade", _("Handmade")
        USED = "used", _("Used")
        VINTAGE = "vintage", _("Vintage")

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="listings")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="listings")
    title = models.CharField(max_length=120)
    description = models.TextField()
    condition = models.CharField(max_length=12, choices=Condition.choices, default=Condition.NEW)
    attributes = models.JSONField(default=dict, blank=True)
    # What its variants differ in, in the seller's order: ["Size", "Colour"]; empty where it has one.
    options = models.JSONField(default=list, blank=True)
    # The lowest of what can be bought of it, and whether there are others (listing_prices.py).
    price_minor = models.BigIntegerField()
    prices_differ = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ACTIVE)
    created_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=SEARCH, output_field=SearchVectorField(), db_persist=True
    )

    price = MoneyColumn("price_minor")
    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price_minor__gt=0), name="listing_price_is_above_zero"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="listing_search"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(state="active"),
                name="listing_fresh",
            ),
            models.Index(
                fields=["category", "-created_at", "-id"],
                condition=models.Q(state="active"),
                name="listing_of_category",
            ),
            models.Index(fields=["seller", "-created_at", "-id"], name="listing_of_seller"),
            models.Index(fields=["state", "-id"], name="listings_in_a_state"),
            models.Index(OpClass(Lower("title"), "text_pattern_ops"), name="listings_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("listing", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title) or "listing"

    @property
    def photo(self) -> ListingPhoto | None:
        """The first photo."""
        if hasattr(self, "cover"):
            from marketplace.models.listing_photo import ListingPhoto

            return ListingPhoto(**self.cover) if self.cover else None
        return next(iter(self.photos.all()), None)

    @property
    def offered(self) -> list[Variant]:
        """Its variants as the seller offers them today, or did when this was read."""
        from marketplace.models.variant import Variant  # it imports this file

        if not hasattr(self, "shown"):
            return list(self.variants.live())
        if not hasattr(self, "_offered"):
            self._offered = [Variant(listing=self, **each) for each in self.shown]
        return self._offered

    @property
    def available(self) -> int:
        """How many there are of all its variants together."""
        if hasattr(self, "left"):
            return self.left or 0
        return sum(variant.available for variant in self.offered)

    def is_for_sale(self) -> bool:
        return self.state == self.State.ACTIVE and self.available > 0

    def as_sold(self) -> dict[str, Any]:
        """The part of an order line's snapshot that all variants share."""
        photo = self.photo
        return {
            "title": self.title,
            "description": self.description,
            "condition": self.condition,
            "attributes": self.attributes,
            "currency": self.currency,
            "photo": photo.card.name if photo else "",
            "return_days": self.seller.return_days,
            "return_postage": self.seller.return_postage,
            "return_condition": self.seller.return_condition,
        }


# What anybody may look at, though not everything of it can be bought.
SEEN = (Listing.State.ACTIVE, Listing.State.PAUSED)
