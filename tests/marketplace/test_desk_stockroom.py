"""A seller looks through everything they have: shelves, words, pages, drafts, copies, off sale."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace import listing as listings
from marketplace.models import Category, Listing, User, Variant
from sellers.models import Seller
from tests import doings, factories, queries
from tests.marketplace.test_desk_listings import filled, jpeg

pytestmark = pytest.mark.django_db
DESK = "/desk/listings/"


def seen(client: Client, query: str = "") -> list[str]:
    return [each.title for each in client.get(DESK + query).context["listings"]]


def test_shelves_and_words_find_things(
    client: Client, ada: Seller, lamps: Category, lamp: Listing, bowl: Listing
) -> None:
    for title, state in (("Draft lamp", "draft"), ("Old lamp", "ended"), ("Shade", "paused")):
        made = factories.listing(ada, lamps, title)
        listings.change(made, by=ada.user, state=state)
    gone = factories.listing(ada, lamps, "Sold lamp", stock=0)
    Variant.objects.filter(listing=gone).update(sku="OLD-7")
    client.force_login(ada.user)
    assert len(seen(client)) == 5
    assert seen(client, "?shelf=active") == ["Brass reading lamp"]
    assert seen(client, "?shelf=sold_out") == ["Sold lamp"]
    assert seen(client, "?shelf=draft") == ["Draft lamp"]
    assert seen(client, "?shelf=ended&q=LAMP") == ["Old lamp"]
    assert seen(client, "?q=old-7") == ["Sold lamp"]
    assert seen(client, "?q=nothing") == []


def test_pages_go_on_after_the_last_one_seen(client: Client, ada: Seller, lamps: Category) -> None:
    for number in range(26):
        factories.listing(ada, lamps, f"Lamp {number}")
    client.force_login(ada.user)
    first = client.get(DESK)
    rest = client.get(DESK, {"after": first.context["after"]})
    titles = [each.title for page in (first, rest) for each in page.context["listings"]]
    assert titles == [f"Lamp {number}" for number in reversed(range(26))]
    assert rest.context["after"] == ""


def test_the_list_asks_the_same_however_long_it_is(
    client: Client, ada: Seller, lamps: Category, lamp: Listing
) -> None:
    client.force_login(ada.user)

    def more() -> None:
        for number in range(8):
            factories.shirt(ada, lamps, title=f"Shirt {number}")

    before, after = queries.before_and_after(client, DESK, more)
    assert before == after <= 12


def test_a_draft_needs_no_words_yet_and_nobody_sees_it(
    client: Client, ada: Seller, ben: User, lamps: Category
) -> None:
    client.force_login(ada.user)
    client.post(f"{DESK}new/", filled(lamps, description="", state="draft"))
    draft = Listing.objects.get()
    assert draft.state == "draft"
    preview = client.get(draft.get_absolute_url()).content.decode()
    assert "Buyers will see it like this" in preview
    client.force_login(ben)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_draft_is_put_up_once_it_says_what_it_is(
    client: Client, ada: Seller, lamps: Category
) -> None:
    client.force_login(ada.user)
    client.post(f"{DESK}new/", filled(lamps, description="", state="draft"))
    draft = Listing.objects.get()
    address = f"{DESK}{draft.pk}/"
    refused = client.post(address, filled(lamps, description="", state="active"))
    assert "Describe it" in refused.content.decode()
    said = client.post(address, {"only": 1, "state": "active"}, follow=True).content.decode()
    assert "Describe it first" in said
    client.post(address, filled(lamps, state="active"))
    draft.refresh_from_db()
    assert draft.state == "active"


def test_saving_a_draft_leaves_it_one(client: Client, ada: Seller, lamps: Category) -> None:
    client.force_login(ada.user)
    client.post(f"{DESK}new/", filled(lamps, state="draft"))
    draft = Listing.objects.get()
    client.post(f"{DESK}{draft.pk}/", filled(lamps, title="Lantern"))
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Lantern", "draft")


def test_off_sale_nobody_sees_it_but_its_seller(
    client: Client, ada: Seller, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(ada.user)
    for _ in range(2):
        client.post(f"{DESK}{lamp.pk}/", {"only": 1, "state": "ended"})
    assert "Nobody sees this page but you" in client.get(lamp.get_absolute_url()).content.decode()
    client.force_login(ben)
    assert client.get(lamp.get_absolute_url()).status_code == 404
    assert "Brass reading lamp" not in client.get("/search/").content.decode()
    assert client.get(f"/orders/{order.number}/").status_code == 200


def test_a_copy_is_a_draft_with_everything_but_its_number(
    client: Client, ada: Seller, lamps: Category
) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    client.post(f"{DESK}{shirt.pk}/photos/", {"photos": [jpeg()]})
    client.post(f"{DESK}{shirt.pk}/copies/")
    copy = Listing.objects.exclude(pk=shirt.pk).get()
    assert (copy.title, copy.state, copy.options) == ("Copy of Shirt", "draft", ["Size", "Colour"])
    assert [(each.words, each.on_hand) for each in copy.variants.all()] == [
        ("M, Sand", 0),
        ("L, Sand", 0),
        ("L, Ink", 0),
    ]
    assert copy.photos.get().full.name == shirt.photos.get().full.name


def test_a_copy_keeps_its_picture_when_the_first_takes_it_away(
    client: Client, ada: Seller, lamp: Listing, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(ada.user)
    client.post(f"{DESK}{lamp.pk}/photos/", {"photos": [jpeg()]})
    client.post(f"{DESK}{lamp.pk}/copies/")
    copy = Listing.objects.exclude(pk=lamp.pk).get()
    name = lamp.photos.get().full.name
    for listing, is_there in ((lamp, True), (copy, False)):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{DESK}{listing.pk}/photos/", {"gone": listing.photos.get().pk})
        assert default_storage.exists(name) is is_there


def test_a_reference_names_one_thing_of_a_shop(
    client: Client, ada: Seller, lamps: Category, lamp: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(sku="LAMP-1")
    client.force_login(ada.user)
    page = client.post(f"{DESK}new/", filled(lamps, sku="LAMP-1")).content.decode()
    assert "is that of something else of yours" in page
    assert "Folded by hand." in page
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("path", ["copies/", "photos/"])
def test_another_seller_and_a_stranger_get_nothing(
    client: Client, cleo: Seller, ben: User, lamp: Listing, path: str
) -> None:
    client.force_login(cleo.user)
    assert client.post(f"{DESK}{lamp.pk}/{path}").status_code == 404
    client.force_login(ben)
    assert client.post(f"{DESK}{lamp.pk}/{path}").status_code in (302, 404)
    assert Listing.objects.count() == 1


def test_a_file_that_is_no_photo_is_told(client: Client, ada: Seller, lamp: Listing) -> None:
    client.force_login(ada.user)
    wrong = SimpleUploadedFile("virus.jpg", b"MZ", "image/jpeg")
    page = client.post(f"{DESK}{lamp.pk}/photos/", {"photos": [wrong]}).content.decode()
    assert "is not a picture we can read" in page
