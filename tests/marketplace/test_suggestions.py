"""While typing: words that are sold, shelves and shops, in one question to the database."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from marketplace.models import Category
from sellers.models import Seller
from tests import factories, queries

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/suggestions/"


@pytest.fixture(autouse=True)
def sold(ada: Seller, lamps: Category) -> None:
    for title in ("Brass lamp", "Lantern of tin", "Lampshade in crème"):
        factories.listing(ada, lamps, title)


def suggested(client: Client, typed: str) -> list[str]:
    return [one["label"] for one in client.get(ADDRESS, {"q": typed}).json()]


def test_a_beginning_brings_words_shelves_and_shops(client: Client) -> None:
    found = client.get(ADDRESS, {"q": "lam"}).json()
    assert {(one["label"], one["note"]) for one in found} == {
        ("lamp", ""), ("lampshade", ""), ("Lamps", "Shelf"), ("Ada's Lamps", "Shop"),
    }  # fmt: skip
    assert {one["url"] for one in found} >= {"/search/?q=lamp", "/c/lamps/", "/shop/adas-lamps/"}


def test_the_words_before_are_kept_and_must_fit(client: Client) -> None:
    assert suggested(client, "brass la") == ["brass lamp"]


def test_an_error_and_accents_are_forgiven(client: Client) -> None:
    assert suggested(client, "lapmshade") == ["lampshade"]
    assert suggested(client, "crem") == suggested(client, "crèm") == ["creme"]


@pytest.mark.parametrize("typed", ["", "l", "%", "__", "\\\\", "'", '"', "x" * 500, "\x00la", "🪔"])
def test_nothing_that_is_typed_breaks_it(client: Client, typed: str) -> None:
    answer = client.get(ADDRESS, {"q": typed})
    assert answer.status_code == 200
    assert isinstance(answer.json(), list)


def test_one_question_and_then_none(client: Client) -> None:
    asked: list[Any] = [queries.of_deed(lambda: client.get(ADDRESS, {"q": "lam"})) for _ in "12"]
    assert asked == [1, 0]
    cache.clear()
    assert "max-age=60" in client.get(ADDRESS, {"q": "lam"})["Cache-Control"]


def test_a_machine_that_asks_without_end_is_slowed_down(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rest_framework.throttling import ScopedRateThrottle

    monkeypatch.setitem(ScopedRateThrottle.THROTTLE_RATES, "suggestions", "3/min")
    codes = [client.get(ADDRESS, {"q": "lam"}).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


def test_without_a_script_the_field_is_a_plain_search(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'aria-controls="site-search-list"' in page
    assert 'role="combobox"' not in page
