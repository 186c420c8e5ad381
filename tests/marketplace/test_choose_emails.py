"""Which e-mails somebody wants: by group, on the page, for programs, and by one click in a mailbox."""

import re
from datetime import datetime

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils.html import escape

from escrow import clock
from escrow.models import AuditEntry, Notice
from marketplace import notice_choices, notice_kinds, notices
from marketplace.models import Listing, NoticeChoice, Order, User
from marketplace.notice_kinds import Group
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ALL = ["orders", "cases", "money", "reviews", "selling"]


@pytest.fixture
def sent(ben: User, lamp: Listing) -> Order:
    order = doings.buy(ben, lamp)
    doings.send(order)
    return order


def page(client: Client, person: User) -> str:
    client.force_login(person)
    return client.get("/account/notices/").content.decode()


def ticked(html: str) -> set[str]:
    return set(re.findall(r'name="by_email" value="(\w+)" checked', html))


def leave_link(kind: str) -> str:
    letter = Notice.objects.get(kind=kind)
    return re.search(r"http://127.0.0.1:8000(/unsubscribe/\S+)", letter.body)[1]


def test_at_first_everything_comes_but_news(client: Client, ben: User) -> None:
    assert ticked(page(client, ben)) == set(ALL)


def test_what_is_switched_off_is_in_the_inbox_only(client: Client, ben: User, sent: Order) -> None:
    client.force_login(ben)
    client.post("/account/notices/", {"by_email": ["cases", "money"]})
    notices.send_waiting()
    off = Notice.objects.get(kind="order_sent")
    assert (off.sent_at, off.kept_at) == (None, clock.now())
    assert not any("has sent" in letter.subject for letter in mail.outbox)
    assert escape(off.subject_line) in client.get("/inbox/").content.decode()
    assert ticked(page(client, ben)) == {"cases", "money"}


def test_what_must_be_said_is_sent_all_the_same_and_the_page_says_why(
    client: Client, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    client.post("/account/notices/", {})
    doings.delivered(ben, lamp)
    doings.let_pass(days=7)
    notices.send_waiting()
    to_ben = {n.kind for n in Notice.objects.filter(to=ben).exclude(sent_at=None)}
    assert to_ben == {"order_paid", "order_delivered", "remind_first", "remind_last"}
    assert "Money never moves without a word before it." in page(client, ben)


@pytest.mark.parametrize(
    "kind", ["order_delivered", "remind_first", "remind_last", "replacement_remind"]
)
def test_what_comes_before_a_release_can_never_be_switched_off(kind: str) -> None:
    assert notice_kinds.of(kind).always == notice_kinds.Always.NO_SILENT_RELEASE


def test_choosing_twice_writes_once_and_is_recorded(client: Client, ben: User) -> None:
    client.force_login(ben)
    for _twice in range(2):
        client.post("/account/notices/", {"by_email": [*ALL, "news"]})
    assert NoticeChoice.objects.get(person=ben).group == "news"
    assert AuditEntry.objects.get(action="emails_wanted").by == ben


def test_nonsense_changes_nothing(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.post("/account/notices/", {"by_email": [*ALL, "staff", "everything"]})
    assert not NoticeChoice.objects.exists()


def test_one_click_in_a_mailbox_ends_them_without_signing_in(
    client: Client, ben: User, sent: Order
) -> None:
    notices.send_waiting()
    link = leave_link("order_sent")
    mailbox = Client(enforce_csrf_checks=True)
    assert "What you buy" in mailbox.get(link).content.decode()
    assert not NoticeChoice.objects.exists()  # a scanner that opens links ends nothing
    for _twice in range(2):
        done = mailbox.post(link, {"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
    assert ticked(page(client, ben)) == set(ALL) - {"orders"}
    assert AuditEntry.objects.get(action="emails_unwanted").by is None


def test_a_link_that_somebody_has_changed_is_nothing(sent: Order) -> None:
    notices.send_waiting()
    link = leave_link("order_sent").rstrip("/")
    for changed in (
        link[:-2] + "xx",
        link.replace("/unsubscribe/", "/unsubscribe/x"),
        "/unsubscribe/x",
    ):
        assert Client().post(changed + "/").status_code == 404
    assert not NoticeChoice.objects.exists()


def test_programs_choose_too(client: Client, ben: User) -> None:
    client.force_login(ben)
    say = {"content_type": "application/json"}
    asked = {"group": "reviews", "by_email": False}
    answer = client.post("/api/v1/notices/choices/", asked, **say).json()
    assert {one["group"] for one in answer if not one["by_email"]} == {"reviews", "news"}
    assert client.get("/api/v1/notices/choices/").json() == answer
    wrong = client.post("/api/v1/notices/choices/", {"group": "staff", "by_email": False}, **say)
    assert wrong.status_code == 400


def test_somebody_who_is_gone_gets_no_mail(ben: User, sent: Order) -> None:
    User.objects.filter(pk=ben.pk).update(is_active=False)
    notices.send_waiting()
    assert not any(letter.to == [ben.email] for letter in mail.outbox)


def test_the_database_knows_only_what_can_be_chosen(ben: User, monday: datetime) -> None:
    with pytest.raises(IntegrityError):
        NoticeChoice.objects.create(person=ben, group="staff", by_email=False, chosen_at=monday)


def test_every_group_of_a_choice_is_one_of_the_table() -> None:
    assert set(notice_choices.CHOOSABLE) == set(Group) - {Group.STAFF}
