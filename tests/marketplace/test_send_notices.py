"""Sending what people must be told: both forms, proof, pauses that grow, an end, never twice."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from escrow import clock, outbox
from escrow.models import AuditEntry, Notice
from marketplace import notice_kinds, notices, receipt
from marketplace.models import Listing, Order, User
from tests import doings
from tests.peers import mail_server
from tests.peers.mail_server import MailServer
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


@pytest.fixture
def server(settings: object) -> Iterator[MailServer]:
    with mail_server.serving() as server:
        settings.EMAIL_BACKEND = "marketplace.mailing.AnsweringBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


class Words(HTMLParser):
    """What a person reads of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.tags = "", [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words += data


def paid_notice() -> Notice:
    return Notice.objects.get(kind="order_paid")


def only(kind: str) -> Notice:
    """Everything else is out of the way."""
    Notice.objects.exclude(kind=kind).update(kept_at=clock.now())
    return Notice.objects.get(kind=kind)


def test_the_html_says_what_the_text_says_and_leads_to_the_same_place(order: Order) -> None:
    notices.send_waiting()
    letter = next(one for one in mail.outbox if "is paid" in one.subject)
    [(html, kind)] = letter.alternatives
    page = Words(html)
    assert kind == "text/html"
    paragraphs = letter.body.split("\n--\n")[0].split("\n\n")[:-1]
    assert len(paragraphs) >= 3
    for paragraph in paragraphs:
        assert " ".join(paragraph.split()) in page.words
    assert page.links[0] == f"http://127.0.0.1:8000{order.get_absolute_url()}"
    assert page.links[0] in letter.body
    assert all(link.startswith("http://127.0.0.1:8000/") for link in page.links)
    assert "table" not in page.tags
    assert "prefers-color-scheme: dark" in html


def test_the_money_comes_first(order: Order) -> None:
    notices.send_waiting()
    body = paid_notice().body
    assert body.split("\n\n")[1] == "We hold €46.90 of this order."


def test_frozen_money_is_said_to_stand_still(ben: User, lamp: Listing) -> None:
    doings.complain(doings.delivered(ben, lamp))
    notices.send_waiting()
    opened = Notice.objects.get(kind="dispute_opened")
    first = opened.body.split("\n\n")[1]
    assert first == "€46.90 stands still with us: for now neither side gets it."
    assert "stands still with us" not in opened.gist


def test_what_ends_is_said_with_its_moment(order: Order) -> None:
    notices.send_waiting()
    to_send = Notice.objects.get(kind="order_to_send")
    ends = re.search(r'class="amber"[^>]*>([^<]+)<', to_send.html)
    assert ends
    assert ends[1].startswith("Until Wed 4 Mar")


def test_a_letter_is_written_in_its_readers_language_and_hour(order: Order, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(language="es", time_zone="America/Lima")
    notices.send_waiting()
    written = paid_notice()
    assert '<html lang="es" dir="ltr">' in written.html
    assert "mié, 4 mar" in written.body


def test_names_that_look_like_html_stay_names(order: Order, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(name="<b>Ben</b>")
    notices.send_waiting()
    assert "<b>Ben" not in paid_notice().html
    assert "Hello <b>Ben</b>," in paid_notice().body


def test_the_proof_names_who_when_what_and_the_servers_answer(
    order: Order, server: MailServer
) -> None:
    notice = only("order_paid")
    assert notices.send_waiting() == 1
    notice.refresh_from_db()
    [raw] = server.letters
    letter = message_from_bytes(raw)
    assert notice.answer == "250 2.0.0 Ok: queued as Q1"
    assert (notice.sent_to, notice.sent_at) == ("ben@example.com", clock.now())
    assert letter["Message-ID"] == notice.message_id
    assert letter["Subject"] == notice.subject_line
    text, html = letter.get_payload()
    assert text.get_payload(decode=True).decode().replace("\r\n", "\n") == notice.body
    assert html.get_payload(decode=True).decode().replace("\r\n", "\n") == notice.html


def test_a_refused_letter_is_tried_again_after_pauses_that_grow(
    order: Order, server: MailServer
) -> None:
    notice = only("order_paid")
    server.refuses = "451 come back later"
    pauses = []
    for _try in range(3):
        assert notices.send_waiting() == 0
        assert notices.send_waiting() == 0  # not before its time
        notice.refresh_from_db()
        pauses.append(notice.next_try_at - clock.now())
        clock.move_to(notice.next_try_at)
    assert pauses == sorted(set(pauses))
    assert "451" in notice.last_error
    assert notice.subject_line  # it is in the inbox already
    server.refuses = ""
    assert notices.send_waiting() == 1
    notice.refresh_from_db()
    assert (notice.sent_at, notice.last_error, notice.attempts) == (clock.now(), "", 4)
    assert len(server.letters) == 1


def give_up(server: MailServer, notice: Notice) -> None:
    server.refuses = "550 nobody here"
    for _try in range(notices.ATTEMPTS):
        notices.send_waiting()
        notice.refresh_from_db()
        clock.move_to(notice.next_try_at or clock.now())


def test_after_ten_tries_it_is_given_up_and_staff_can_send_it_again(
    order: Order, server: MailServer, sofia: User
) -> None:
    notice = only("order_paid")
    give_up(server, notice)
    assert notice.given_up_at == clock.now()
    clock.advance(timedelta(days=30))
    server.refuses = ""
    assert notices.send_waiting() == 0
    assert outbox.send_again([notice.pk], by=sofia) == 1
    assert outbox.send_again([notice.pk], by=sofia) == 0
    assert notices.send_waiting() == 1
    assert AuditEntry.objects.get(action="notice_sent_again").by == sofia


def test_nobody_there_is_a_failure_of_each_and_not_of_the_sweep(
    order: Order, settings: object
) -> None:
    settings.EMAIL_BACKEND = "marketplace.mailing.AnsweringBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    assert notices.send_waiting() == 0
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
    assert not Notice.objects.filter(last_error="").exists()


def test_one_that_cannot_be_worded_holds_up_no_other(order: Order) -> None:
    Notice.objects.filter(kind="order_to_send").update(subject_id="0")
    assert notices.send_waiting() == 1
    assert paid_notice().sent_at
    assert "DoesNotExist" in Notice.objects.get(kind="order_to_send").last_error


def test_who_dies_while_sending_leaves_a_letter_with_the_same_id(order: Order) -> None:
    notice = only("order_paid")
    notices.send_waiting()
    first = mail.outbox[-1].extra_headers["Message-ID"]
    Notice.objects.filter(pk=notice.pk).update(sent_at=None)  # it was never written down
    assert notices.send_waiting() == 0  # the lease is not over
    clock.advance(notices.LEASE)
    assert notices.send_waiting() == 1
    assert mail.outbox[-1].extra_headers["Message-ID"] == first


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_send_each_letter_once(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    written = Notice.objects.count()
    assert sum(at_once(*[notices.send_waiting] * 4)) == written
    assert len(mail.outbox) == written


def test_a_letter_that_can_be_ended_says_how_to_mailboxes(order: Order) -> None:
    doings.send(order)
    notices.send_waiting()
    optional = next(one for one in mail.outbox if "has sent" in one.subject)
    assert optional.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in optional.extra_headers["List-Unsubscribe"]
    required = next(one for one in mail.outbox if "is paid" in one.subject)
    assert "List-Unsubscribe" not in required.extra_headers
    assert "You always get this" in required.body


def test_the_database_refuses_two_ends_and_a_sending_without_words(order: Order) -> None:
    now = clock.now()
    for wrong in ({"sent_at": now, "kept_at": now}, {"sent_at": now, "body": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(kind="order_paid").update(**wrong)


def test_the_oldest_unsent_one_is_counted(order: Order) -> None:
    clock.advance(timedelta(minutes=5))
    assert outbox.oldest_unsent_seconds() == 300
    notices.send_waiting()
    assert outbox.oldest_unsent_seconds() == 0


def test_the_sweep_finds_its_work_in_an_index(order: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Notice.objects.waiting(datetime.now(tz=clock.now().tzinfo)).explain()
    assert "notice_unsent" in plan


def test_every_kind_says_what_to_do_next() -> None:
    assert all(str(kind.button) for kind in notice_kinds.every())
