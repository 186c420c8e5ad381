"""What staff should look at twice, beside the photo; a hint each, and never a denial."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from PIL import ExifTags, Image

from disputes import answering, evidence, signals
from disputes.models import Dispute, Evidence
from escrow import clock
from marketplace import listing as listings
from marketplace import photos
from marketplace.models import Listing, User
from tests import corpus, doings, factories, queries

pytestmark = pytest.mark.django_db

IN_THE_LISTING = "The same picture is among the listing's own photos."


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


def brought(case: Dispute, content: bytes, by: User | None = None) -> Evidence:
    [row] = evidence.bring(case, by=by or case.claimant, photos=[doings.upload(content)])
    doings.check_files()
    row.refresh_from_db()
    return row


def said_of(row: Evidence) -> list[str]:
    return signals.of(row.dispute)[str(row.pk)]


def taken(at: datetime, seed: int = 50) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = at.strftime("%Y:%m:%d %H:%M:%S")
    return corpus.saved(corpus.scene(seed), "JPEG", exif=exif)


def retouched(image: Image.Image) -> bytes:
    """Smaller, brighter and saved badly."""
    smaller = image.resize((image.width * 2 // 3, image.height * 2 // 3))
    return corpus.saved(smaller.point(lambda value: min(255, value + 12)), "JPEG", quality=35)


def test_taken_before_it_arrived(case: Dispute) -> None:
    early = case.order.delivered_at - timedelta(days=2)
    [sentence] = said_of(brought(case, taken(early)))
    assert "before it arrived" in sentence
    assert said_of(brought(case, taken(case.order.delivered_at, 51))) == []


def test_the_sellers_photo_is_of_before_it_was_sent(case: Dispute) -> None:
    seller = case.order.seller.user
    late = case.order.shipped_at + timedelta(days=2)
    assert "after it was sent" in said_of(brought(case, taken(late), seller))[0]
    before = case.order.shipped_at - timedelta(days=1)
    assert said_of(brought(case, taken(before, 51), seller)) == []


def test_taken_in_a_time_to_come(case: Dispute) -> None:
    later = clock.now() + timedelta(days=9)
    assert "had not come yet" in said_of(brought(case, taken(later)))[0]


def test_a_picture_out_of_the_listing_is_found_however_it_was_saved(
    case: Dispute, lamp: Listing
) -> None:
    image = corpus.scene(7, (900, 700))
    shown = photos.read(BytesIO(corpus.saved(image, "JPEG")))
    listings.change(lamp, by=lamp.seller.user, photos=[shown])
    assert IN_THE_LISTING in said_of(brought(case, retouched(image)))
    assert said_of(brought(case, corpus.saved(corpus.scene(8), "JPEG"))) == []


def test_a_picture_of_somebody_elses_earlier_case_is_found(case: Dispute, lamp: Listing) -> None:
    image = corpus.scene(9)
    first = brought(case, corpus.saved(image, "JPEG"))
    cleo = factories.person("clara@example.com", "Clara Voss", zone="Europe/Berlin")
    clock.advance(timedelta(hours=1))
    other = doings.complain(doings.delivered(cleo, lamp))
    again = brought(other, retouched(image))
    number = case.order.number
    assert f"Ben Okafor sent the same picture in the case of order {number}." in said_of(again)
    assert said_of(first) == []


def test_nothing_flat_is_like_anything(case: Dispute) -> None:
    assert brought(case, doings.jpeg((300, 300))).phash is None


def test_unlike_pictures_are_far_apart(case: Dispute) -> None:
    hashes = [
        brought(case, corpus.saved(corpus.scene(seed), "PNG")).phash for seed in range(20, 28)
    ]
    distances = [
        signals.distance(one, other)
        for place, one in enumerate(hashes)
        for other in hashes[place + 1 :]
    ]
    assert min(distances) > signals.ALIKE


def test_staff_read_it_beside_the_photo_and_decide_as_they_see_it(
    client: Client, case: Dispute, sofia: User
) -> None:
    brought(case, taken(case.order.delivered_at - timedelta(days=2)))
    answering.contest(case, by=case.order.seller.user, text="It left whole.")
    client.force_login(sofia)
    address = f"/admin/disputes/dispute/{case.pk}/change/"
    page = client.get(address).content.decode()
    assert "before it arrived" in page
    assert "The file as it was sent" in page
    little, much = queries.before_and_after(
        client, address, lambda: brought(case, corpus.saved(corpus.scene(3), "JPEG"))
    )
    assert little == much
    client.force_login(case.claimant)
    assert "before it arrived" not in client.get(case.get_absolute_url()).content.decode()
