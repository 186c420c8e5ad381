"""The demo's mailbox: what the shop wrote, for everybody to read; in the demo only."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from escrow import clock
from escrow.models import Notice
from marketplace import notices
from marketplace.models import Listing, User
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: object) -> Iterator[None]:
    settings.HOLDFAST_DEMO = True
    clock.forget_demo_time()
    yield
    clock.forget_demo_time()


@pytest.fixture
def written(monday: datetime, ben: User, lamp: Listing) -> Notice:
    doings.buy(ben, lamp)
    notices.send_waiting()
    return Notice.objects.get(kind="order_paid")


def test_anybody_sees_what_was_sent_to_whom(client: Client, written: Notice) -> None:
    page = client.get("/outbox/").content.decode()
    assert written.subject_line in page
    assert "ben@example.com" in page
    assert "ada@example.com" in page
    assert "sends no real e-mail" in page


def test_a_message_reads_as_it_was_sent(client: Client, written: Notice, settings: object) -> None:
    page = client.get(f"/outbox/{written.pk}/").content.decode()
    assert written.subject_line in page
    assert "http://testserver/orders/" in page
    letter = page[page.index("<main") :]
    assert settings.HOLDFAST_BASE_URL not in letter


def test_the_html_stands_in_a_frame_of_its_own_where_nothing_runs(
    client: Client, written: Notice, settings: object
) -> None:
    page = client.get(f"/outbox/{written.pk}/").content.decode()
    assert f'<iframe class="letter" src="/outbox/{written.pk}/letter/"' in page
    assert "style=" not in page
    letter = client.get(f"/outbox/{written.pk}/letter/")
    policy = letter["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "script-src 'none'" in policy
    assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert settings.HOLDFAST_BASE_URL not in letter.content.decode()


def test_an_empty_mailbox_says_what_would_fill_it(client: Client) -> None:
    assert "Nothing has been written yet" in client.get("/outbox/").content.decode()


def test_what_is_not_sent_yet_is_not_there(client: Client, written: Notice) -> None:
    Notice.objects.filter(pk=written.pk).update(sent_at=None)
    assert client.get(f"/outbox/{written.pk}/").status_code == 404
    assert client.get(f"/outbox/{written.pk}/letter/").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(
    client: Client, written: Notice, settings: object
) -> None:
    settings.HOLDFAST_DEMO = False
    assert client.get("/outbox/").status_code == 404
    assert client.get(f"/outbox/{written.pk}/").status_code == 404
