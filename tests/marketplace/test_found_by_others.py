"""What search engines and those who share a page are told."""

import json
import re
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace import sitemap
from marketplace.models import Category, Listing
from sellers.models import Seller
from tests import factories

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


def told(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    return {data["@type"]: data for data in map(json.loads, BLOCK.findall(page))}


def robots(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r'<meta name="robots" content="([^"]*)">', page)
    assert found
    return found[1]


def test_a_listing_tells_its_price_its_seller_and_where_it_stands(
    client: Client, lamp: Listing
) -> None:
    data = told(client, lamp.get_absolute_url())
    offer = data["Product"]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("42.00", "EUR")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["seller"]["name"] == "Ada's Lamps"
    assert offer["shippingDetails"]["shippingRate"]["value"] == "4.90"
    assert [step["name"] for step in data["BreadcrumbList"]["itemListElement"]] == [
        "Everything", "Lamps", lamp.title
    ]  # fmt: skip


def test_a_seller_cannot_end_the_block_and_begin_a_script(
    client: Client, ada: Seller, lamps: Category
) -> None:
    title = "</script><script>alert(1)</script>&amp;"
    lamp = factories.listing(ada, lamps, title)
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert told(client, lamp.get_absolute_url())["Product"]["name"] == title


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/", "index, follow"),
        ("/c/lamps/", "index, follow"),
        ("/search/", "index, follow"),
        ("/search/?q=lamp", "noindex, follow"),
        ("/search/?condition=new", "noindex, follow"),
        ("/c/lamps/?sort=cheap", "noindex, follow"),
        ("/c/lamps/?after=x_1", "noindex, follow"),
        ("/shop/adas-lamps/", "index, follow"),
    ],
)
def test_one_page_of_many_that_are_alike_is_found(
    client: Client, lamp: Listing, address: str, rule: str
) -> None:
    assert robots(client, address) == rule
    page = client.get(address).content.decode()
    plain = address.partition("?")[0]
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{plain}">' in page


def test_what_is_paused_is_not_found(client: Client, lamp: Listing) -> None:
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    assert robots(client, lamp.get_absolute_url()) == "noindex"


def test_a_shared_listing_shows_its_title_and_words(client: Client, lamp: Listing) -> None:
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert f'<meta property="og:title" content="{lamp.title}">' in page
    assert '<meta property="og:type" content="product">' in page


def test_robots_are_told_what_is_private_and_where_the_map_is(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /orders/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def read(client: Client, address: str) -> list[str]:
    content = b"".join(client.get(address).streaming_content)
    return [str(each.text) for each in ElementTree.fromstring(content).iter() if "loc" in each.tag]


def test_the_map_leads_to_everything_that_is_for_sale(
    client: Client, lamp: Listing, bowl: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "CHUNK", 1)
    Listing.objects.filter(pk=bowl.pk).update(state="paused")
    parts = [part.removeprefix("http://127.0.0.1:8000") for part in read(client, "/sitemap.xml")]
    found = {address for part in parts for address in read(client, part)}
    assert f"http://127.0.0.1:8000{lamp.get_absolute_url()}" in found
    assert "http://127.0.0.1:8000/c/lamps/" in found
    assert "http://127.0.0.1:8000/shop/adas-lamps/" in found
    assert not any(bowl.slug in address or "cleo" in address for address in found)
    assert client.get("/sitemap-nothing-0.xml").status_code == 404


def test_a_part_of_the_map_is_one_question_however_much_is_in_it(
    client: Client, ada: Seller, lamps: Category
) -> None:
    for number in range(20):
        factories.listing(ada, lamps, f"Lamp {number}")
    number = Listing.objects.latest("pk").pk // sitemap.CHUNK
    with CaptureQueriesContext(connection) as asked:
        assert len(read(client, f"/sitemap-listings-{number}.xml")) >= 1
    assert len(asked) == 1
