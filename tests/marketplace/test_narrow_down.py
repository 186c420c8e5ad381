"""Narrowing a list: every choice says how many it leaves, and can be taken back."""

from typing import Any

import pytest
from django.test import Client

from marketplace.models import Category, Listing, ShippingLane
from marketplace.wish import Wish
from sellers.models import Seller
from tests import factories, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves() -> dict[str, Category]:
    """Home has lamps and bowls; books stand alone."""
    home = factories.category("home", "Home")
    lamps, bowls = factories.category("lamps", "Lamps"), factories.category("bowls", "Bowls")
    Category.objects.filter(pk__in=[lamps.pk, bowls.pk]).update(parent=home)
    return {"lamps": lamps, "bowls": bowls, "books": factories.category("books", "Books")}


@pytest.fixture
def world(ada: Seller, cleo: Seller, shelves: dict[str, Category]) -> dict[str, Listing]:
    """Ada (standard) sends everywhere; Cleo (new) only to France, and takes nothing back."""
    Seller.objects.filter(pk=cleo.pk).update(return_days=0)
    ShippingLane.objects.filter(seller=cleo).update(country="FR")
    rows = [
        ("brass", ada, "lamps", 2000, "used"),
        ("tin", ada, "lamps", 9000, "new"),
        ("celadon", cleo, "bowls", 4900, "new"),
        ("poems", cleo, "books", 60000, "used"),
    ]
    made = {}
    for title, seller, shelf, price, condition in rows:
        made[title] = factories.listing(seller, shelves[shelf], title, price_minor=price)
        Listing.objects.filter(pk=made[title].pk).update(condition=condition)
    return made


def found(client: Client, address: str = "/search/", **asked: Any) -> set[str]:
    return {one.title for one in client.get(address, asked).context["listings"]}


def counts(options: list[Any]) -> dict[str, int]:
    return {option.value: option.count for option in options}


def test_each_facet_counts_what_the_others_leave(client: Client, world: dict[str, Listing]) -> None:
    facets = client.get("/search/?condition=new&ships=FR").context["facets"]
    assert facets.total == 2
    assert counts(facets.conditions) == {"new": 2, "used": 2}
    assert counts(facets.levels) == {"standard": 1, "new": 1}
    assert counts(facets.prices) == {"1": 1, "2": 1}
    assert (facets.ships.count, facets.returns.count) == (2, 1)
    assert [(shelf.slug, shelf.count) for shelf in facets.shelves] == [("bowls", 1), ("lamps", 1)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"category": "home"}, {"brass", "tin", "celadon"}),
        ({"category": "lamps"}, {"brass", "tin"}),
        ({"condition": ["new", "used"]}, {"brass", "tin", "celadon", "poems"}),
        ({"ships": "DE"}, {"brass", "tin"}),
        ({"ships": "FR"}, {"brass", "tin", "celadon", "poems"}),
        ({"level": ["new"]}, {"celadon", "poems"}),
        ({"returns": "1"}, {"brass", "tin"}),
        ({"low": "25", "high": "49.99"}, {"celadon"}),
        (
            {"ships": "XX", "level": "wizard", "returns": "yes"},
            {"brass", "tin", "celadon", "poems"},
        ),
    ],
)
def test_each_limit_leaves_what_it_says(
    client: Client, world: dict[str, Listing], asked: dict[str, Any], titles: set[str]
) -> None:
    assert found(client, **asked) == titles
    facets = client.get("/search/", asked).context["facets"]
    assert facets.total == len(titles)


def test_a_wide_shelf_counts_its_parts_and_opens_them(
    client: Client, world: dict[str, Listing]
) -> None:
    page = client.get("/c/home/")
    home = next(top for top in page.context["branches"] if top.slug == "home")
    assert home.count == 3
    assert {(part.slug, part.count) for part in home.parts} == {("lamps", 2), ("bowls", 1)}
    assert "/c/lamps/" in page.content.decode()
    assert found(client, "/c/home/") == {"brass", "tin", "celadon"}


def test_a_chip_takes_one_choice_away_and_keeps_the_others(
    client: Client, world: dict[str, Listing]
) -> None:
    page = client.get("/search/?q=br&condition=used&condition=new&low=10&category=lamps&ships=DE")
    chips = {chip.kind + chip.label: chip.query for chip in page.context["chips"]}
    assert set(chips) == {
        "categoryLamps", "price€10 and more", "conditionNew", "conditionUsed", "shipsSends to Germany"
    }  # fmt: skip
    assert chips["conditionNew"] == "?q=br&category=lamps&condition=used&low=10&ships=DE"
    assert "Without:" in page.content.decode()


def test_a_choice_of_price_can_be_taken_back_where_it_was_made(
    client: Client, world: dict[str, Listing]
) -> None:
    options = client.get("/search/?low=25&high=49.99").context["facets"].prices
    chosen = [option for option in options if option.chosen]
    assert [(option.label, option.query) for option in chosen] == [("€25 to €49.99", "")]


def test_where_nothing_fits_each_limit_says_what_it_keeps_out(
    client: Client, world: dict[str, Listing]
) -> None:
    page = client.get("/search/?category=books&condition=new&ships=FR")
    ways = [(way.chip.kind, way.count) for way in page.context["ways_out"]]
    assert ways == [("category", 2), ("condition", 1)]
    words = page.content.decode()
    assert "without “Books”: 2 things" in words
    assert "Or look around here" in words


def test_an_empty_shelf_names_the_shelves_beside_it(
    client: Client, shelves: dict[str, Category]
) -> None:
    page = client.get("/c/bowls/")
    assert [shelf.slug for shelf in page.context["others"]] == ["lamps"]
    assert "/c/lamps/" in page.content.decode()


def test_the_readers_country_is_offered_and_another_can_be_chosen(
    client: Client, world: dict[str, Listing]
) -> None:
    page = client.get("/search/", headers={"accept-language": "fr-FR"})
    assert (page.context["facets"].ships.value, page.context["facets"].ships.count) == ("FR", 4)
    choosing = client.get("/search/?choose=1").content.decode()
    assert '<option value="JP"' in choosing


def test_the_address_says_the_same_however_it_was_typed() -> None:
    from django.http import QueryDict

    asked = QueryDict("returns=1&low=25.00&q=+lamp+&condition=used&condition=new&sort=best&high=")
    wish = Wish.read(asked)
    assert wish.query() == "?q=lamp&condition=new&condition=used&low=25&returns=1"
    assert Wish.read(QueryDict(wish.query()[1:])) == wish


@pytest.mark.parametrize("price", [2499, 2500, 4999, 5000])
def test_a_price_lies_in_one_range_and_is_found_there(
    client: Client, ada: Seller, shelves: dict[str, Category], price: int
) -> None:
    factories.listing(ada, shelves["lamps"], "Lamp", price_minor=price)
    options = client.get("/search/").context["facets"].prices
    assert [option.count for option in options] == [1]
    assert found(client, f"/search/{options[0].query}") == {"Lamp"}


def test_more_shelves_sellers_and_things_ask_no_more_questions(
    client: Client, world: dict[str, Listing], shelves: dict[str, Category]
) -> None:
    def more() -> None:
        for number in range(8):
            seller = factories.shop(
                f"s{number}@example.com", f"Shop {number}", country="DE", level="trusted"
            )
            shelf = factories.category(f"shelf-{number}", f"Shelf {number}")
            for n in range(4):
                factories.listing(seller, shelf, f"Thing {number} {n}")

    address = "/search/?ships=FR&returns=1&condition=new&condition=used&sort=cheap"
    little, much = queries.before_and_after(client, address, more)
    assert little == much <= 3


def test_a_program_finds_the_parts_of_a_shelf_and_what_is_sent_somewhere(
    client: Client, world: dict[str, Listing]
) -> None:
    def names(**asked: str) -> set[str]:
        return {row["title"] for row in client.get("/api/v1/listings/", asked).json()["results"]}

    assert names(category="home") == {"brass", "tin", "celadon"}
    assert names(category="home", ships_to="de") == {"brass", "tin"}
