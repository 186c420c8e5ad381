"""Who sent a file takes it back: it is hidden, with who and when, and never deleted."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from disputes import answering
from disputes.models import Dispute, Evidence
from escrow import clock
from escrow.models import AuditEntry
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    return case


@pytest.fixture
def file(case: Dispute) -> Evidence:
    return case.evidence.get()


def take_back(client: Client, file: Evidence, by: User) -> str:
    client.force_login(by)
    answer = client.post(f"/evidence/{file.pk}/withdrawal/", follow=True)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_nobody_but_staff_sees_it_any_more(
    client: Client, case: Dispute, file: Evidence, sofia: User
) -> None:
    assert "Taken back." in take_back(client, file, case.claimant)
    for person in (case.claimant, case.order.seller.user):
        client.force_login(person)
        for path in ("", "thumb/", "pages/1/", "original/"):
            assert client.get(f"/evidence/{file.pk}/{path}").status_code == 404
        page = client.get(case.get_absolute_url()).content.decode()
        assert "Ben took a file back on" in page
        assert "crack.jpg" not in page
    client.force_login(sofia)
    assert client.get(f"/evidence/{file.pk}/").status_code == 200
    desk = client.get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    assert "Ben took it back on" in desk


def test_it_is_written_down_and_nothing_is_deleted(
    client: Client, case: Dispute, file: Evidence
) -> None:
    clock.advance(timedelta(hours=1))
    take_back(client, file, case.claimant)
    file.refresh_from_db()
    assert (file.hidden_by, file.hidden_at) == (case.claimant, clock.now())
    entry = AuditEntry.objects.get(action="evidence_withdrawn", subject_id=str(file.pk))
    assert entry.by == case.claimant
    for name in (file.original, file.thumb, *file.pages):
        assert Path(storages["private"].path(name)).exists()


def test_twice_is_told(client: Client, case: Dispute, file: Evidence) -> None:
    take_back(client, file, case.claimant)
    assert "You took this back already." in take_back(client, file, case.claimant)


def test_the_other_party_and_strangers_cannot(
    client: Client, case: Dispute, file: Evidence, mallory: User, cleo: Seller, sofia: User
) -> None:
    for person in (case.order.seller.user, mallory, cleo.user, sofia):
        assert take_back(client, file, person) == "404"
    file.refresh_from_db()
    assert file.hidden_at is None


def test_once_the_case_is_closed_it_is_too_late(
    client: Client, case: Dispute, file: Evidence
) -> None:
    answering.accept(case, by=case.order.seller.user)
    assert "what was shown in it stays" in take_back(client, file, case.claimant)
    file.refresh_from_db()
    assert file.hidden_at is None
