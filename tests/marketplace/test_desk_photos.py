"""A seller puts photos in order, says what they show, and takes some away."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from marketplace.models import Listing, ListingPhoto, User
from sellers.models import Seller
from tests import doings
from tests.marketplace.test_desk_listings import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client: Client, ada: Seller, lamp: Listing) -> str:
    client.force_login(ada.user)
    found = f"/desk/listings/{lamp.pk}/photos/"
    client.post(found, {"photos": [jpeg("a.jpg"), jpeg("b.jpg"), jpeg("c.jpg")]})
    return found


def order(lamp: Listing) -> list[int]:
    return list(lamp.photos.values_list("pk", flat=True))


def test_buttons_move_one_and_keep_what_was_typed(
    client: Client, lamp: Listing, address: str
) -> None:
    first, second, third = order(lamp)
    client.post(address, {"up": third, f"alt-{first}": "The foot"})
    assert order(lamp) == [first, third, second]
    client.post(address, {"down": first})
    assert order(lamp) == [third, first, second]
    for _ in range(2):
        client.post(address, {"up": third})
    assert order(lamp) == [third, first, second]
    assert lamp.photos.get(pk=first).alt == "The foot"


def test_the_whole_order_can_be_given(client: Client, lamp: Listing, address: str) -> None:
    first, second, third = order(lamp)
    client.post(address, {"order": f"{third},{first},99999,x"})
    assert order(lamp) == [third, first, second]


def test_one_that_goes_leaves_no_file(
    client: Client, lamp: Listing, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    photo = lamp.photos.first()
    assert photo
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"gone": photo.pk})
    assert photo.pk not in order(lamp)
    assert not default_storage.exists(photo.full.name)
    assert client.post(address, {"gone": photo.pk}).status_code == 302


def test_who_bought_keeps_the_picture_they_saw(
    client: Client,
    ben: User,
    lamp: Listing,
    address: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    bought = doings.buy(ben, Listing.objects.get(pk=lamp.pk))
    photo = lamp.photos.first()
    assert photo
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"gone": photo.pk})
    assert default_storage.exists(bought.lines.get().as_sold["photo"])


def test_another_listings_photo_is_not_moved(
    client: Client, lamp: Listing, bowl: Listing, address: str
) -> None:
    theirs = ListingPhoto(listing=bowl, alt="Bowl", width=1, height=1)
    theirs.save()
    client.post(address, {"gone": theirs.pk, "order": str(theirs.pk), f"alt-{theirs.pk}": "Mine"})
    theirs.refresh_from_db()
    assert (theirs.alt, theirs.listing) == ("Bowl", bowl)
