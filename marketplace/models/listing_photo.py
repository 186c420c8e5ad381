from django.db import models

from marketplace.models.listing import Listing


class ListingPhoto(models.Model):
    """A public picture of a listing in three sizes, re-encoded and without location data."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=150, blank=True)
    full = models.ImageField(upload_to="listings", width_field="width", height_field="height")
    card = models.ImageField(upload_to="listings")
    thumb = models.ImageField(upload_to="listings")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.alt or f"photo {self.pk}"

    @property
    def url(self) -> str:
        return self.full_url

    @property
    def full_url(self) -> str:
        return self.full.url

    @property
    def card_url(self) -> str:
        return self.card.url

    @property
    def thumb_url(self) -> str:
        return self.thumb.url

    @property
    def srcset(self) -> str:
        return f"{self.thumb.url} 160w, {self.card.url} 480w, {self.full.url} 1200w"
