"""Photos in a review: checked by the worker, redrawn, without what the camera added, public at last."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from escrow import clock
from escrow.models import Notice
from marketplace import rating_photos, receipt, reviewing
from marketplace.models import Listing, Order, RatingPhoto, User
from sellers.models import Rating
from tests import doings

pytestmark = pytest.mark.django_db
STARS = {"stars": "5", "as_described": "5", "communication": "5", "dispatch": "5", "text": "Warm."}


@pytest.fixture
def order(monday: datetime, client: Client, ben: User, lamp: Listing) -> Order:
    client.force_login(ben)
    return receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)


def located() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Kastanienallee 7, 10435 Berlin"
    out = BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(client: Client, order: Order, *files: bytes) -> str:
    photos = [SimpleUploadedFile(f"p{n}.jpg", one, "image/jpeg") for n, one in enumerate(files)]
    address = f"/orders/{order.number}/rating/"
    return client.post(address, {**STARS, "photos": photos}, follow=True).content.decode()


def check_all() -> None:
    """What the worker does after the commit."""
    rating_photos.check_waiting()


def test_they_are_redrawn_in_three_sizes_and_the_original_goes(
    client: Client, order: Order
) -> None:
    send(client, order, located())
    waiting = RatingPhoto.objects.get()
    assert waiting.state == "checking"
    original = waiting.original
    check_all()
    photo = RatingPhoto.objects.get()
    assert photo.is_ready()
    sizes = [Image.open(getattr(photo, size)).size for size in ("full", "card", "thumb")]
    assert sizes == [(1200, 675), (480, 480), (160, 160)]
    for size in ("full", "card", "thumb"):
        content = default_storage.open(getattr(photo, size).name).read()
        assert b"Kastanienallee" not in content
        assert not Image.open(BytesIO(content)).getexif()
    assert not storages["private"].exists(original)


def test_everybody_sees_them_after_the_reveal_and_nobody_before(
    client: Client, order: Order, lamp: Listing
) -> None:
    send(client, order, doings.jpeg(), doings.jpeg())
    check_all()
    pages = [lamp.get_absolute_url(), lamp.seller.get_absolute_url()]
    for page in pages:
        assert "/media/reviews/" not in Client().get(page).content.decode()
    reviewing.rate_buyer(order, by=order.seller.user, stars=5)
    for page in pages:
        assert Client().get(page).content.decode().count('sizes="6rem"') == 2
    [said] = Client().get(f"/api/v1/shops/{order.seller.slug}/reviews/").json()["results"]
    assert len(said["photos"]) == 2


def test_six_are_enough_and_nothing_typed_is_lost(client: Client, order: Order) -> None:
    page = send(client, order, *[doings.jpeg((40, 40))] * 7)
    assert "at most 6 files" in page
    assert "Warm." in page
    assert not Rating.objects.exists()


@pytest.mark.parametrize("wrong", [b"GIF89a nothing", b"<svg onload=x>", b""])
def test_what_is_no_photo_is_told_at_once(client: Client, order: Order, wrong: bytes) -> None:
    page = send(client, order, wrong)
    assert "p0.jpg" in page
    assert not Rating.objects.exists()


def test_one_that_cannot_be_decoded_is_told_and_the_review_stands(
    client: Client, order: Order
) -> None:
    send(client, order, doings.jpeg()[:400])
    check_all()
    assert RatingPhoto.objects.get().state == "refused"
    assert Notice.objects.get(kind="review_photo_refused").to == order.buyer
    assert "damaged" in client.get(order.get_absolute_url()).content.decode()
    assert Rating.objects.exists()


def test_two_workers_check_it_once(client: Client, order: Order) -> None:
    send(client, order, doings.jpeg())
    pk = RatingPhoto.objects.get().pk
    RatingPhoto.objects.update(taken_at=clock.now())
    assert not rating_photos.check(pk)
    clock.advance(rating_photos.LEASE)
    assert rating_photos.check(pk)
    assert not rating_photos.check(pk)


def test_one_that_brings_the_worker_down_each_time_is_given_up(
    client: Client, order: Order
) -> None:
    send(client, order, doings.jpeg())
    RatingPhoto.objects.update(tries=rating_photos.MOST_TRIES)
    check_all()
    assert RatingPhoto.objects.get().refusal == "not_checked"


def test_programs_send_them_as_multipart(client: Client, order: Order) -> None:
    photo = SimpleUploadedFile("p.jpg", doings.jpeg(), "image/jpeg")
    sent: dict[str, Any] = {**STARS, "photos": [photo]}
    assert client.post(f"/api/v1/orders/{order.number}/rating/", sent).status_code == 200
    assert RatingPhoto.objects.count() == 1


def test_the_database_knows_at_most_six(client: Client, order: Order) -> None:
    send(client, order)
    rating, made = Rating.objects.get(), {"format": "jpeg", "created_at": clock.now()}
    for wrong in ({"position": 6, "original": "x"}, {"position": 0, "original": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RatingPhoto.objects.create(rating=rating, **made, **wrong)
