"""Photos of a case are for its parties and for staff who may decide."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from PIL import ExifTags, Image

from disputes import evidence as evidence_stories
from disputes.models import Dispute, Evidence
from escrow.models import AuditEntry
from marketplace import photos
from marketplace.models import Listing, User
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


@pytest.fixture
def photo(case: Dispute) -> Evidence:
    return case.evidence.get()


def address(photo: Evidence, size: str = "") -> str:
    return f"/evidence/{photo.pk}/{size}"


@pytest.mark.parametrize("size", ["", "thumb/"])
def test_both_parties_see_it_privately(client: Client, photo: Evidence, size: str) -> None:
    order = photo.dispute.order
    for person in (order.buyer, order.seller.user):
        client.force_login(person)
        answer = client.get(address(photo, size))
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert "private" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert Image.open(BytesIO(answer.content)).format == "JPEG"
    assert not AuditEntry.objects.filter(action="evidence_viewed").exists()


@pytest.mark.parametrize("size", ["", "thumb/"])
@pytest.mark.parametrize("who", ["mallory", "cleo"])
def test_nobody_else_finds_it(
    client: Client, photo: Evidence, who: str, size: str, request: Any
) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert client.get(address(photo, size)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, photo: Evidence) -> None:
    assert "login" in client.get(address(photo)).headers["Location"]


def test_staff_who_may_not_decide_do_not_find_it(client: Client, photo: Evidence) -> None:
    clerk = User.objects.create_user("clerk@example.com", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_dispute"))
    client.force_login(clerk)
    assert client.get(address(photo)).status_code == 404


def test_each_look_of_staff_at_the_full_picture_is_written_down(
    client: Client, photo: Evidence, sofia: User
) -> None:
    client.force_login(sofia)
    client.get(address(photo, "thumb/"))
    assert not AuditEntry.objects.filter(action="evidence_viewed").exists()
    for _ in range(2):
        assert client.get(address(photo)).status_code == 200
    looks = AuditEntry.objects.filter(action="evidence_viewed", subject_id=str(photo.pk))
    assert [look.by_id for look in looks] == [sofia.pk, sofia.pk]


def test_where_it_was_taken_is_gone_and_the_original_is_not_served(
    client: Client, case: Dispute, ben: User
) -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif[ExifTags.Base.Model] = "Phone 9"
    original = doings.jpeg((900, 700), exif=exif)
    assert b"Phone 9" in original
    taken = photos.read(BytesIO(original), "at-home.jpg")
    [row] = evidence_stories.bring(case, by=ben, photos=[taken])
    client.force_login(ben)
    for size in ("", "thumb/"):
        served = client.get(address(row, size)).content
        assert not Image.open(BytesIO(served)).getexif()
        assert b"Phone 9" not in served
        assert hashlib.sha256(served).hexdigest() != row.sha256


def test_nothing_private_is_under_the_public_photos(client: Client, photo: Evidence) -> None:
    for name in (photo.shown, photo.original, f"listings/../{photo.shown}"):
        assert client.get(f"/media/{name}").status_code == 404
