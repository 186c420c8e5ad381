"""The shape of what the demo shop knows: categories, sellers, listings."""

from dataclasses import dataclass, field

from ..pictures.spec import PictureSpec

CURRENCY = "EUR"


@dataclass(frozen=True)
class Category:
    """A shelf of the shop; `wide` is the shelf it is a part of, `shapes` what stands on a part."""

    slug: str
    name: str
    line: str
    wide: str = ""
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seller:
    """A shop and the person behind it. All begin as new; one that opens late is new still."""

    name: str
    slug: str
    owner: str
    email: str
    country: str
    city: str
    handling_days: int
    return_days: int
    categories: tuple[str, ...]
    backdrop: str
    story: str
    opens_late: bool = False

    def showcase(self) -> list[PictureSpec]:
        """Up to five different things for the banner."""
        from . import listings_of

        seen: dict[tuple[str, str], PictureSpec] = {}
        for listing in listings_of(self.slug):
            seen.setdefault((listing.picture.family, listing.picture.shape), listing.picture)
        return list(seen.values())[:5]


@dataclass(frozen=True)
class Listing:
    """One thing for sale; the price is in minor units of CURRENCY."""

    title: str
    seller: str
    price: int
    stock: int
    condition: str
    grams: int
    photos: int
    picture: PictureSpec
    description: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """The slug of its category: the part of its family's shelf on which its shape stands."""
        from .categories import shelf_of

        return shelf_of(self.picture.family, self.picture.shape)
