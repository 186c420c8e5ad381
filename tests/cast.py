"""The cast: Ben buys, Ada and Cleo sell, Sofia decides, Mallory is a stranger."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.utils import translation

from escrow import clock
from marketplace.models import Category, Listing, User
from sellers.models import Seller
from sellers.models.seller import Level
from tests import factories

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """Each test keeps its uploads to itself; those of one scene share the scene's."""
    return tmp_path


@pytest.fixture(autouse=True)
def own_files(settings: object, uploads: Path) -> None:
    keep_uploads_in(uploads)


def keep_uploads_in(folder: Path) -> None:
    for name, inside in (("default", "media"), ("private", "private")):
        storages[name]._location = str(folder / inside)
        storages[name].__dict__.pop("base_location", None)
        storages[name].__dict__.pop("location", None)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The language of the last page of one test is not that of the next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def unthrottled() -> None:
    """Nobody pays for the requests of the test before."""
    cache.clear()


@pytest.fixture
def monday() -> Iterator[datetime]:
    """The world stands still on a Monday morning; `clock.advance()` moves it."""
    with clock.travel_to(MONDAY):
        yield MONDAY


@pytest.fixture
def ben(db: None) -> User:
    return factories.person("ben@example.com", "Ben Okafor", country="DE", zone="Europe/Berlin")


@pytest.fixture
def mallory(db: None) -> User:
    return factories.person("mallory@example.com", "Mallory Stone")


@pytest.fixture
def ada(db: None) -> Seller:
    return factories.shop("ada@example.com", "Ada's Lamps", country="DE", level=Level.STANDARD)


@pytest.fixture
def cleo(db: None) -> Seller:
    return factories.shop("cleo@example.com", "Cleo Ceramics", country="FR", level=Level.NEW)


@pytest.fixture
def sofia(db: None) -> User:
    return factories.staff("sofia@example.com", "Sofia Marin")


@pytest.fixture
def otto(db: None) -> User:
    """Another one of the staff who may decide."""
    return factories.staff("otto@example.com", "Otto Lund")


@pytest.fixture
def lamps(db: None) -> Category:
    return factories.category("lamps", "Lamps")


@pytest.fixture
def lamp(ada: Seller, lamps: Category) -> Listing:
    return factories.listing(ada, lamps, "Brass reading lamp", price_minor=4200, stock=5)


@pytest.fixture
def bowl(cleo: Seller, lamps: Category) -> Listing:
    return factories.listing(cleo, lamps, "Celadon tea bowl", price_minor=2550, stock=3)
