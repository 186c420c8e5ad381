"""Looking for something: words, shelves, limits, pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from marketplace.models import Category, Listing, User, Variant
from sellers.models import Seller
from tests import factories, queries

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    return [listing.title for listing in client.get(address).context["listings"]]


@pytest.fixture
def many(ada: Seller, lamps: Category) -> Callable[[int], None]:
    def put_up(count: int) -> None:
        for number in range(count):
            factories.listing(ada, lamps, f"Lamp {number:02}", price_minor=1000 + number)

    return put_up


def test_the_start_page_says_what_this_place_is_and_what_is_new(
    client: Client, lamp: Listing
) -> None:
    page = client.get("/").content.decode()
    assert "Your money waits until it is right" in page
    assert lamp.title in page
    assert "Lamps" in page


def test_an_empty_shop_still_has_a_start_page(client: Client, db: None) -> None:
    assert "Nothing for sale yet" in client.get("/").content.decode()


def test_any_form_of_a_word_finds_it(client: Client, lamp: Listing, bowl: Listing) -> None:
    assert titles(client, "/search/?q=lamps") == [lamp.title]


def test_the_last_word_may_be_only_begun(client: Client, lamp: Listing, bowl: Listing) -> None:
    assert titles(client, "/search/?q=brass+read") == [lamp.title]


def test_a_word_with_a_minus_is_left_out(client: Client, lamp: Listing, bowl: Listing) -> None:
    assert titles(client, "/search/?q=good+-brass") == [bowl.title]


@pytest.mark.parametrize("words", ["'", '"', "a & | !", ":*", "the", "%00", "🪔", "x" * 5000])
def test_strange_words_break_nothing(client: Client, lamp: Listing, words: str) -> None:
    assert client.get("/search/", {"q": words}).status_code == 200
    assert client.get(f"/search/?q={words}").status_code == 200


def test_limits_narrow_and_the_counts_say_what_the_others_leave(
    client: Client, ada: Seller, lamp: Listing, bowl: Listing
) -> None:
    Listing.objects.filter(pk=bowl.pk).update(
        condition="used", category=factories.category("bowls", "Bowls")
    )
    page = client.get("/search/?condition=used")
    facets = page.context["facets"]
    assert [thing.title for thing in page.context["listings"]] == [bowl.title]
    assert {(o.value, o.count) for o in facets.conditions} == {("new", 1), ("used", 1)}
    assert [(shelf.slug, shelf.count) for shelf in facets.shelves] == [("bowls", 1)]
    assert facets.total == 1
    assert titles(client, "/search/?category=lamps") == [lamp.title]


def test_a_price_range_includes_both_its_ends(client: Client, lamp: Listing, bowl: Listing) -> None:
    assert titles(client, "/search/?low=42&high=42,00") == [lamp.title]
    assert titles(client, "/search/?high=25.50") == [bowl.title]
    assert len(titles(client, "/search/?low=much&high=99999999999999999999999")) == 2


def test_nothing_found_says_what_to_try(client: Client, lamp: Listing) -> None:
    assert "Try another word" in client.get("/search/?q=unicorn").content.decode()
    assert "Take the limits away" in client.get("/search/?low=5000").content.decode()


@pytest.mark.parametrize("sort", ["new", "cheap", "dear", "best"])
def test_the_pages_of_a_list_show_everything_once(
    client: Client, many: Callable[[int], None], sort: str
) -> None:
    many(55)
    seen, after = [], ""
    while True:
        page = client.get("/search/", {"q": "lamp", "sort": sort, "after": after})
        seen += [listing.pk for listing in page.context["listings"]]
        after = page.context["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 55
    if sort == "cheap":
        assert seen == list(Listing.objects.order_by("price_minor").values_list("pk", flat=True))


@pytest.mark.parametrize(
    "after", ["x", "_", "2026-01-01_", "2026-01-01_1", f"1_{'9' * 99}", "1_x", "9" * 400 + "_1"]
)
def test_a_broken_cursor_shows_the_first_page(client: Client, lamp: Listing, after: str) -> None:
    assert client.get("/search/", {"after": after, "sort": "cheap"}).status_code == 200
    assert client.get("/search/", {"after": after}).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/search/?category=%00", "/search/?condition=%00&sort=%00", "/search/?low=%00", "/?to=%00"],
)
def test_a_forged_address_breaks_nothing(client: Client, lamp: Listing, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/c/%00/", "/shop/%00/", "/orders/%00/"])
def test_a_forged_name_is_no_page(client: Client, ben: User, address: str) -> None:
    client.force_login(ben)
    assert client.get(address).status_code == 404


def test_what_is_paused_or_sold_is_in_no_list(client: Client, lamp: Listing, bowl: Listing) -> None:
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    Variant.objects.filter(listing=bowl).update(reserved=3)
    assert titles(client, "/search/") == titles(client, "/c/lamps/") == []
    assert titles(client, f"/shop/{bowl.seller.slug}/") == []


def test_a_shelf_shows_its_own(client: Client, lamp: Listing) -> None:
    factories.category("chairs", "Chairs")
    assert titles(client, "/c/lamps/") == [lamp.title]
    assert titles(client, "/c/chairs/") == []
    assert client.get("/c/nowhere/").status_code == 404


def test_a_shop_shows_its_own(client: Client, lamp: Listing, bowl: Listing) -> None:
    assert titles(client, f"/shop/{lamp.seller.slug}/") == [lamp.title]
    assert client.get("/shop/nobody/").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 8),
        ("/search/", 6),
        ("/search/?q=lamp", 6),
        ("/c/lamps/", 8),
        ("/shop/adas-lamps/", 11),
    ],
)
def test_a_longer_list_asks_no_more_questions(
    client: Client,
    ben: User,
    lamp: Listing,
    many: Callable[[int], None],
    address: str,
    most: int,
) -> None:
    client.force_login(ben)
    many(5)
    little, much = queries.before_and_after(client, address, lambda: many(30))
    assert little == much <= most
