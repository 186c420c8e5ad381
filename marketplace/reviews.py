"""Reviews as pages and programs show them: with their photos, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from marketplace.models import RatingPhoto
from marketplace.models.rating_photo import RatingPhotoState
from sellers.models import Rating

READY = RatingPhoto.objects.filter(state=RatingPhotoState.READY).order_by("position")


@dataclass(frozen=True)
class Picture:
    """The addresses of one photo in its three sizes."""

    full: str
    card: str
    thumb: str

    @property
    def srcset(self) -> str:
        return f"{self.thumb} 160w, {self.card} 480w"


def public() -> QuerySet[Rating]:
    """Everything that everybody may read."""
    return with_photos(Rating.objects.public())


def with_photos(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    names = READY.filter(rating=OuterRef("pk")).values(
        names=JSONObject(full="full", card="card", thumb="thumb")
    )
    joined = ratings.select_related("buyer", "seller", "order")
    return joined.annotate(photo_names=ArraySubquery(names))


def pictures(review: Any) -> list[Picture]:
    """Of a review that was loaded with them, or of any other."""
    names = getattr(review, "photo_names", None)
    if names is None:
        names = [
            {"full": photo.full.name, "card": photo.card.name, "thumb": photo.thumb.name}
            for photo in review.photos.all()
            if photo.is_ready()
        ]
    return [
        Picture(**{size: default_storage.url(name) for size, name in one.items()}) for one in names
    ]
