"""Photos of a case are for its parties and for staff who may decide."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.test import Client
from PIL import Image

from disputes.models import Dispute, Evidence
from escrow.models import AuditEntry
from marketplace.models import Listing, User
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    return case


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
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert Image.open(BytesIO(answer.content)).format == "JPEG"
    assert not AuditEntry.objects.filter(action="evidence_viewed").exists()


@pytest.mark.parametrize("size", ["", "thumb/", "pages/1/", "original/"])
@pytest.mark.parametrize("who", ["mallory", "cleo"])
def test_nobody_else_finds_it(
    client: Client, photo: Evidence, who: str, size: str, request: Any
) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert client.get(address(photo, size)).status_code == 404
    assert client.post(address(photo, "withdrawal/")).status_code == 404


@pytest.mark.parametrize("size", ["", "thumb/", "pages/1/", "original/"])
def test_a_visitor_is_asked_to_sign_in(client: Client, photo: Evidence, size: str) -> None:
    assert "login" in client.get(address(photo, size)).headers["Location"]


def test_there_is_no_other_page(client: Client, photo: Evidence) -> None:
    client.force_login(photo.by)
    for page in (0, 2, 99):
        assert client.get(address(photo, f"pages/{page}/")).status_code == 404


def test_the_parties_see_clean_copies_and_never_the_original(
    client: Client, photo: Evidence
) -> None:
    for person in (photo.by, photo.dispute.order.seller.user):
        client.force_login(person)
        assert client.get(address(photo, "original/")).status_code == 404


def test_staff_get_the_original_to_keep_and_each_time_is_written_down(
    client: Client, photo: Evidence, sofia: User
) -> None:
    client.force_login(sofia)
    for _ in range(2):
        answer = client.get(address(photo, "original/"))
        assert hashlib.sha256(answer.content).hexdigest() == photo.sha256
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    looks = AuditEntry.objects.filter(action="evidence_original_viewed", subject_id=str(photo.pk))
    assert [look.by_id for look in looks] == [sofia.pk, sofia.pk]


def test_staff_who_are_a_party_do_not_get_the_others_original(
    client: Client, photo: Evidence
) -> None:
    owner = photo.dispute.order.seller.user
    owner.user_permissions.set(Permission.objects.filter(codename="decide_dispute"))
    client.force_login(User.objects.get(pk=owner.pk))
    assert client.get(address(photo, "original/")).status_code == 404


def test_a_seal_that_is_broken_is_told(
    client: Client, photo: Evidence, sofia: User, caplog: pytest.LogCaptureFixture
) -> None:
    path = storages["private"].path(photo.original)
    with open(path, "ab") as file:
        file.write(b"more")
    client.force_login(sofia)
    page = client.get(address(photo, "original/"), follow=True)
    assert "is not the one that was sent" in page.content.decode()
    assert "evidence_seal_broken" in caplog.text


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


def test_nothing_private_is_under_the_public_photos(client: Client, photo: Evidence) -> None:
    for name in (photo.thumb, photo.original, f"listings/../{photo.thumb}"):
        assert client.get(f"/media/{name}").status_code == 404


def test_nginx_is_told_which_file_and_a_stranger_is_told_nothing(
    client: Client, photo: Evidence, mallory: User, settings: Any
) -> None:
    settings.HOLDFAST_ACCEL = True
    client.force_login(photo.dispute.order.buyer)
    answer = client.get(address(photo))
    assert answer["X-Accel-Redirect"] == f"/inside/private/{photo.pages[0]}"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert not answer.content
    client.force_login(mallory)
    refused = client.get(address(photo))
    assert refused.status_code == 404
    assert "X-Accel-Redirect" not in refused
