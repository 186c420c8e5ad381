from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from escrow.money import MoneyColumn
from marketplace.models.category import Category
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.models.listing_photo import ListingPhoto

# What a card reads of its photo.
COVER = {name: name for name in ("alt", "full", "card", "thumb", "width", "height")}


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
        return self.select_related("seller", "stock").prefetch_related("photos")

    def with_cover(self) -> ListingQuerySet:
        """The same with the first photo only, in one query: for long lists."""
        from marketplace.models.listing_photo import ListingPhoto

        first = ListingPhoto.objects.filter(listing=models.OuterRef("pk"))[:1]
        return self.select_related("seller", "stock").annotate(
            cover=models.Subquery(first.values(whole=JSONObject(**COVER)))
        )


class Listing(models.Model):
    """Something for sale, as its seller describes it today."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("For sale")
        PAUSED = "paused", _("Paused")
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
    price_minor = models.BigIntegerField()
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

    def is_for_sale(self) -> bool:
        return self.state == self.State.ACTIVE and self.stock.available > 0

    def as_sold(self) -> dict[str, Any]:
        """The snapshot an order line keeps, so that later edits change no sale."""
        photo = self.photo
        return {
            "title": self.title,
            "description": self.description,
            "condition": self.condition,
            "attributes": self.attributes,
            "price_minor": self.price_minor,
            "currency": self.currency,
            "photo": photo.card.name if photo else "",
            "return_days": self.seller.return_days,
            "return_postage": self.seller.return_postage,
            "return_condition": self.seller.return_condition,
        }


# What anybody may look at, though not everything of it can be bought.
SEEN = (Listing.State.ACTIVE, Listing.State.PAUSED)
