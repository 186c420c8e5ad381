"""A list is light: its words, its styles and scripts, compressed as a browser gets them."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from marketplace import listing as listings
from marketplace.demo.darkroom import developed
from marketplace.demo.pictures import PictureSpec
from marketplace.models import Category
from marketplace.photos import Photo
from marketplace.static_files import IMPORT, BundledStyles
from sellers.models import Seller
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KILOBYTE = 1000
HTML, STYLES_AND_SCRIPTS, ALL = 12 * KILOBYTE, 60 * KILOBYTE, 250 * KILOBYTE
LOADED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')
IMAGE = re.compile(r"<img[^>]*>")
ADDRESSES = ["/", "/c/lamps/", "/search/?q=lamp&condition=new&ships=DE&sort=new"]


@pytest.fixture(autouse=True)
def full_shelf(ada: Seller, lamps: Category) -> int:
    """More than a page of lamps with photos as heavy as the demo's; returns a card's bytes."""
    _, prints = developed("shot", (PictureSpec("lamps", "column", "teal", "cream", "blush"), 0))
    for number in range(20):
        shelf = factories.category(f"shelf-{number}", f"A shelf with a name {number}")
        factories.listing(ada, shelf, f"Thing of shelf {number}, lamp")
    for number in range(26):
        lamp = factories.listing(ada, lamps, f"Ceramic table lamp with pleated shade {number}")
        listings.change(lamp, by=ada.user, photos=[Photo(prints)])
    return len(prints["card"])


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def page(client: Client, address: str) -> bytes:
    return bytes(client.get(address).content)


def files(html: bytes) -> list[Path]:
    """What the page loads, and what its stylesheet imports: it travels as one file."""
    named = [address.removeprefix("/static/") for address in LOADED.findall(html.decode())]
    found = [Path(str(finders.find(name))) for name in dict.fromkeys(named)]
    assert found
    return [part for file in found for part in (file, *imported(file))]


def imported(file: Path) -> list[Path]:
    if file.suffix != ".css":
        return []
    return [file.parent / name for name, _ in IMPORT.findall(file.read_text())]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_words_of_a_list_are_light(client: Client, address: str) -> None:
    assert compressed(page(client, address)) <= HTML


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_styles_and_scripts_are_light(client: Client, address: str) -> None:
    loaded = files(page(client, address))
    scripts = sum(compressed(file.read_bytes()) for file in loaded if file.suffix == ".js")
    styles = compressed(b"".join(file.read_bytes() for file in loaded if file.suffix == ".css"))
    assert scripts + styles <= STYLES_AND_SCRIPTS
    assert scripts > 10 * KILOBYTE  # htmx is among them


def test_all_of_a_list_is_light_with_every_photo_of_it(client: Client, full_shelf: int) -> None:
    html = page(client, "/c/lamps/")
    words = compressed(html) + sum(compressed(file.read_bytes()) for file in files(html))
    photos = len(IMAGE.findall(html.decode())) * full_shelf
    assert words + photos <= ALL
    assert photos > 24 * KILOBYTE


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_photo_has_its_place_before_it_is_there(client: Client, address: str) -> None:
    images = IMAGE.findall(page(client, address).decode())
    assert len(images) >= 12
    for image in images:
        assert re.search(r'width="\d+" height="\d+"', image)
        assert "://" not in image
    eager = [image for image in images if "lazy" not in image]
    assert len(eager) == (0 if address == "/" else 4)  # at home the promise comes first


def test_the_stylesheet_travels_whole(tmp_path: Path, settings: object) -> None:
    """Forty round trips of a phone's network would be a second and a half."""
    folder = Path(str(finders.find("css/layers.css"))).parent
    storage = BundledStyles(location=str(tmp_path), base_url="/static/")
    source = type(storage)(location=str(folder.parent), base_url="/static/")
    (tmp_path / "css").mkdir()
    paths = {f"css/{file.relative_to(folder)}": (source, f"css/{file.relative_to(folder)}")
             for file in folder.rglob("*.css")}  # fmt: skip
    storage._bundle("css/layers.css", paths)
    whole = (tmp_path / "css" / "layers.css").read_text()
    assert not IMPORT.search(whole)
    assert whole.index("@layer tokens, base") < whole.index("@layer tokens {")
    assert (folder / "components/header.css").read_text() in whole


def test_a_page_travels_compressed_and_a_picture_as_it_is(client: Client) -> None:
    asked = {"accept-encoding": "gzip"}
    assert client.get("/c/lamps/", headers=asked)["Content-Encoding"] == "gzip"
    assert client.get("/api/v1/listings/", headers=asked)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/c/lamps/")
