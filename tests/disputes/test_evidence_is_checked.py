"""A file is 'checking' until a worker has decoded it, or has been let down by it too often."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disputes import checking, evidence, tasks
from disputes.models import Dispute, Evidence
from escrow import clock
from escrow.models import AuditEntry, Notice
from marketplace import decoding, notices
from marketplace.celery import app
from marketplace.models import Listing, User
from marketplace.schedule import beat
from tests import corpus, doings
from tests.workers import until, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


@pytest.fixture
def file(case: Dispute) -> Evidence:
    return case.evidence.get()


@pytest.fixture
def queue() -> Iterator[str]:
    """A queue of this test's own for what the pages ask of the worker."""
    name = f"test-{uuid4().hex}"
    with routed({"disputes.tasks.check_*": {"queue": name}}):
        yield name


@contextmanager
def routed(routes: dict[str, Any]) -> Iterator[None]:
    """Tasks go to these queues, and to their usual ones afterwards."""
    before = app.conf.task_routes
    _route(routes)
    try:
        yield
    finally:
        _route(before)


def _route(routes: Any) -> None:
    """Celery remembers its routes twice."""
    app.conf.task_routes = routes
    app.amqp.flush_routes()
    app.amqp.__dict__.pop("router", None)


def page_of(client: Client, case: Dispute, by: User) -> str:
    client.force_login(by)
    return client.get(case.get_absolute_url()).content.decode()


def test_until_then_it_is_named_and_not_shown(
    client: Client, case: Dispute, file: Evidence
) -> None:
    assert evidence.still_checking(case)
    page = page_of(client, case, case.claimant)
    assert "crack.jpg" in page
    assert "We are looking whether it can be opened." in page
    for path in ("", "thumb/", "pages/1/", "original/"):
        assert client.get(f"/evidence/{file.pk}/{path}").status_code == 404


def test_the_worker_makes_it_ready_and_a_second_time_changes_nothing(
    client: Client, case: Dispute, file: Evidence
) -> None:
    assert tasks.check_evidence(str(file.pk))
    assert not tasks.check_evidence(str(file.pk))
    assert not evidence.still_checking(case)
    assert f"/evidence/{file.pk}/thumb/" in page_of(client, case, case.claimant)
    assert AuditEntry.objects.filter(action="evidence_ready").count() == 1


def test_the_sweep_finds_what_the_queue_lost(case: Dispute) -> None:
    assert tasks.check_waiting() == 1
    assert tasks.check_waiting() == 0
    assert not evidence.still_checking(case)


def test_a_bad_file_is_told_to_who_sent_it_and_to_nobody_else(
    client: Client, case: Dispute
) -> None:
    evidence.bring(case, by=case.claimant, photos=[doings.upload(corpus.truncated(), "rim.jpg")])
    doings.check_files()
    row = case.evidence.get(name="rim.jpg")
    assert (row.state, row.refusal, row.original, row.pages) == ("refused", "broken", "", [])
    page = page_of(client, case, case.claimant)
    assert "“rim.jpg” is damaged and cannot be opened." in page
    assert "Send it again" in page
    assert "rim.jpg" not in page_of(client, case, case.order.seller.user)
    client.force_login(case.claimant)
    client.post(f"/evidence/{row.pk}/withdrawal/")
    assert "rim.jpg" not in page_of(client, case, case.claimant)


def test_who_has_left_the_page_is_told_by_mail(case: Dispute) -> None:
    evidence.bring(case, by=case.claimant, photos=[doings.upload(corpus.truncated(), "rim.jpg")])
    clock.advance(timedelta(minutes=1))
    doings.check_files()
    notice = Notice.objects.get(kind="evidence_refused")
    subject, body = notices.worded(notice)
    assert (notice.to, subject) == (case.claimant, "We could not open rim.jpg")
    assert "“rim.jpg” is damaged and cannot be opened." in body
    assert case.get_absolute_url() in body


def test_one_that_is_being_decoded_is_left_alone_until_its_time_is_over(file: Evidence) -> None:
    Evidence.objects.update(taken_at=clock.now(), tries=1)
    assert tasks.check_waiting() == 0
    clock.advance(timedelta(minutes=2))
    assert tasks.check_waiting() == 1


def test_one_that_brings_down_each_worker_is_given_up(case: Dispute, file: Evidence) -> None:
    for _ in range(3):
        assert checking._take(file.pk)  # and the worker dies
        clock.advance(timedelta(minutes=2))
    assert tasks.check_waiting() == 1
    file.refresh_from_db()
    assert (file.state, file.refusal) == ("refused", "not_checked")
    assert "Send it again." in file.sentence


def test_a_store_that_fails_is_no_fault_of_the_file(case: Dispute, file: Evidence) -> None:
    path = Path(storages["private"].path(file.original))
    path.rename(path.with_suffix(".away"))
    assert tasks.check_waiting() == 0
    path.with_suffix(".away").rename(path)
    clock.advance(timedelta(minutes=2))
    assert tasks.check_waiting() == 1
    file.refresh_from_db()
    assert file.state == "ready"


def test_what_takes_too_long_is_too_heavy(file: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "PATIENCE_SECONDS", 0.001)
    doings.check_files()
    file.refresh_from_db()
    assert (file.state, file.refusal) == ("refused", "too_heavy")


def test_a_page_waits_only_so_long_for_a_worker(case: Dispute, settings: Any) -> None:
    settings.HOLDFAST_CHECKS_AT_ONCE = False
    assert not evidence.wait_until_checked(case, seconds=0.3)
    doings.check_files()
    assert evidence.wait_until_checked(case, seconds=0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_survives_everything_people_send(
    client: Client,
    ben: User,
    lamp: Listing,
    queue: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page asks the worker after the commit; bombs leave it alive for the next file."""
    with clock.travel_to(clock.real_now() - timedelta(days=6)):
        order = doings.delivered(ben, lamp)
    case = doings.complain(order)
    doings.check_files()
    settings.HOLDFAST_CHECKS_AT_ONCE = False
    monkeypatch.setenv("PRIVATE_ROOT", storages["private"].location)
    client.force_login(ben)
    sent = [corpus.pdf_bomb(), corpus.truncated(), corpus.png_that_lies(), corpus.phone_jpeg()]
    with worker(queue) as alive:
        for number, content in enumerate(sent):
            photos = [SimpleUploadedFile(f"{number}.jpg", content)]
            client.post(f"{case.get_absolute_url()}evidence/", {"photos": photos})
        assert until(lambda: case.evidence.filter(name="3.jpg", state="ready").exists())
        assert until(lambda: not case.evidence.filter(state="checking"))
        assert alive.poll() is None
    states = dict(case.evidence.values_list("name", "state"))
    assert [states[f"{number}.jpg"] for number in range(4)] == [
        "refused",
        "refused",
        "ready",
        "ready",
    ]


def test_decoding_keeps_no_money_waiting() -> None:
    """Two hundred photos are a queue of their own; the sweep of what is due stands in another."""
    route = app.amqp.router.route
    queues: dict[str, set[str]] = {}
    for job in beat(demo=True).values():
        queues.setdefault(route({}, job["task"])["queue"].name, set()).add(job["task"])
    assert queues.pop("files") == {
        "disputes.tasks.check_waiting",
        "marketplace.tasks.check_rating_photos",
        "marketplace.tasks.check_message_photos",
        "marketplace.tasks.make_exports",
        "marketplace.tasks.send_webhooks",
        "escrow.tasks.heartbeat_files",
    }
    for task in ("disputes.tasks.check_evidence", "marketplace.tasks.check_message_photo"):
        assert route({}, task)["queue"].name == "files"
    assert list(queues) == ["celery"]
