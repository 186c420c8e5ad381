"""A list goes on: as pages of their own, or under each other, and coming back shows all again."""

from typing import Any

import pytest
from django.test import Client

from marketplace.models import Category
from sellers.models import Seller
from tests import factories, queries

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "onward"}


@pytest.fixture(autouse=True)
def many(ada: Seller, lamps: Category) -> None:
    for number in range(60):
        factories.listing(ada, lamps, f"Lamp {number:02}", price_minor=1000 + number)


def titles(page: Any) -> list[str]:
    return [listing.title for listing in page.context["listings"]]


@pytest.mark.parametrize(
    "address", ["/search/?q=lamp&sort=cheap", "/c/lamps/", "/shop/adas-lamps/"]
)
def test_a_plain_link_leads_to_the_next_page_and_back_to_the_beginning(
    client: Client, address: str
) -> None:
    first = client.get(address)
    second = client.get(first.context["onward"].link)
    assert len(titles(first)) == len(titles(second)) == 24
    assert not set(titles(first)) & set(titles(second))
    assert "From the beginning" in second.content.decode()
    assert len(titles(client.get(second.context["onward"].link))) == 12


@pytest.mark.parametrize(
    "address", ["/search/?q=lamp&sort=cheap", "/c/lamps/", "/shop/adas-lamps/"]
)
def test_htmx_brings_only_what_is_new_and_the_first_of_it_takes_the_focus(
    client: Client, address: str
) -> None:
    first = client.get(address)
    more = client.get(first.context["onward"].more, headers=HTMX)
    page = more.content.decode()
    assert "<html" not in page
    assert page.count("autofocus") == 1
    assert page.index("autofocus") < page.index(titles(more)[1])
    assert titles(more) == titles(client.get(first.context["onward"].link))


@pytest.mark.parametrize(
    "address", ["/search/?q=lamp&sort=cheap", "/c/lamps/", "/shop/adas-lamps/"]
)
def test_the_address_of_a_grown_list_shows_all_of_it_again(client: Client, address: str) -> None:
    first = client.get(address)
    seen = titles(first)
    onward = first.context["onward"]
    while onward:
        grown, more = onward.grown, client.get(onward.more, headers=HTMX)
        seen += titles(more)
        onward = more.context["onward"]
    again = client.get(grown)
    assert titles(again) == seen
    assert len(seen) == len(set(seen)) == 60
    assert again.context["onward"] is None


def test_a_list_that_began_in_the_middle_grows_from_there(client: Client) -> None:
    second = client.get(client.get("/c/lamps/").context["onward"].link)
    more = client.get(second.context["onward"].more, headers=HTMX)
    again = client.get(second.context["onward"].grown)
    assert titles(again) == titles(second) + titles(more)


@pytest.mark.parametrize("pages", ["0", "-1", "99999999", "x", "²", "1e3"])
def test_nobody_can_ask_for_a_list_without_end(client: Client, pages: str) -> None:
    page = client.get("/c/lamps/", {"pages": pages})
    assert page.status_code == 200
    assert len(titles(page)) in (24, 60)


def test_more_asks_fewer_questions_than_a_whole_page(client: Client) -> None:
    more = client.get("/c/lamps/").context["onward"].more
    assert queries.of_deed(lambda: client.get(more, headers=HTMX)) == 2
