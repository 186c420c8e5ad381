"""A seller puts things up for sale, changes and pauses them."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from escrow.money import Money
from marketplace.models import Category, Listing, User
from sellers.models import Seller
from tests import doings

pytestmark = pytest.mark.django_db


def filled(lamps: Category, **other: Any) -> dict[str, Any]:
    return {
        "title": "Paper lantern",
        "category": lamps.pk,
        "condition": "handmade",
        "description": "Folded by hand.",
        "price": "42.50",
        "currency": "EUR",
        "on_hand": 3,
        "was": 3,
        **other,
    }


def jpeg(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, doings.jpeg(), "image/jpeg")


def test_it_is_for_sale_with_its_photos(client: Client, ada: Seller, lamps: Category) -> None:
    client.force_login(ada.user)
    client.post("/desk/listings/new/", filled(lamps, photos=[jpeg(), jpeg("b.jpg")]))
    listing = Listing.objects.get()
    assert listing.price == Money(4250, "EUR")
    assert (listing.variants.get().on_hand, listing.photos.count()) == (3, 2)
    page = client.get("/desk/listings/").content.decode()
    assert "Paper lantern" in page


@pytest.mark.parametrize("typed", ["free", "12.345", "1,000", "-3", "9e30"])
def test_a_price_that_cannot_be_read_loses_nothing(
    client: Client, ada: Seller, lamps: Category, typed: str
) -> None:
    client.force_login(ada.user)
    page = client.post("/desk/listings/new/", filled(lamps, price=typed)).content.decode()
    assert "Write it like this: 42.00" in page
    assert "Folded by hand." in page
    assert not Listing.objects.exists()


def test_nothing_is_for_sale_for_nothing(client: Client, ada: Seller, lamps: Category) -> None:
    client.force_login(ada.user)
    page = client.post("/desk/listings/new/", filled(lamps, price="0")).content.decode()
    assert "more than nothing" in page


def test_a_file_that_is_no_photo_gets_a_sentence(
    client: Client, ada: Seller, lamps: Category
) -> None:
    client.force_login(ada.user)
    wrong = SimpleUploadedFile("virus.jpg", b"MZ not a picture", "image/jpeg")
    page = client.post("/desk/listings/new/", filled(lamps, photos=[jpeg(), wrong]))
    assert "“virus.jpg” is not a picture we can read" in page.content.decode()
    assert "Choose all your files again" in page.content.decode()
    assert "Folded by hand." in page.content.decode()


def test_the_seller_changes_it_and_adds_a_photo(client: Client, ada: Seller, lamp: Listing) -> None:
    client.force_login(ada.user)
    address = f"/desk/listings/{lamp.pk}/"
    assert 'value="42.00"' in client.get(address).content.decode()
    changed = filled(lamp.category, price="39", photos=[jpeg()])
    client.post(address, changed | {"on_hand": 7, "was": 5})
    lamp.refresh_from_db()
    assert lamp.price == Money(3900, "EUR")
    assert (lamp.variants.get().on_hand, lamp.photos.count()) == (7, 1)


def test_stock_that_was_not_touched_stays_what_it_became(
    client: Client, ada: Seller, lamp: Listing, ben: User
) -> None:
    client.force_login(ada.user)
    doings.buy(ben, lamp)
    stale = filled(lamp.category) | {"on_hand": 5, "was": 5}
    client.post(f"/desk/listings/{lamp.pk}/", stale)
    assert lamp.variants.get().on_hand == 4


def test_a_paused_listing_is_not_for_sale_until_it_is_again(
    client: Client, ada: Seller, lamp: Listing
) -> None:
    client.force_login(ada.user)
    for state in ("paused", "active"):
        client.post(f"/desk/listings/{lamp.pk}/", {"only": 1, "state": state})
        lamp.refresh_from_db()
        assert lamp.state == state
    client.post(f"/desk/listings/{lamp.pk}/", {"only": 1, "state": "draft"})
    lamp.refresh_from_db()
    assert lamp.state == "active"


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else_sees_or_changes_it(
    client: Client, lamp: Listing, who: str, request: Any
) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    address = f"/desk/listings/{lamp.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"only": 1, "state": "paused"}).status_code == 404
    assert client.post(address, filled(lamp.category)).status_code == 404
    lamp.refresh_from_db()
    assert (lamp.state, lamp.title) == ("active", "Brass reading lamp")


def test_what_the_camera_added_is_gone(client: Client, ada: Seller, lamps: Category) -> None:
    from PIL import Image

    with_place = Image.Exif()
    with_place.get_ifd(0x8825)[1] = "N"
    upload = SimpleUploadedFile("a.jpg", doings.jpeg(exif=with_place), "image/jpeg")
    client.force_login(ada.user)
    client.post("/desk/listings/new/", filled(lamps, photos=[upload]))
    photo = Listing.objects.get().photos.get()
    assert not Image.open(BytesIO(photo.full.read())).getexif()
