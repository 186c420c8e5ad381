"""The inbox: everything somebody was told, theirs alone, read or new, on the page and for programs."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils.html import escape

from escrow.models import Notice
from marketplace import notices
from marketplace.models import Listing, Order, User
from tests import doings, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, client: Client, ben: User, lamp: Listing) -> Order:
    """Bought, sent, arrived; Ben is told three times and looks."""
    order = doings.delivered(ben, lamp)
    notices.send_waiting()
    client.force_login(ben)
    return order


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def first(person: User) -> Notice:
    return Notice.objects.of(person).order_by("pk").first()


def test_it_says_what_the_mails_said_newest_first(client: Client, order: Order, ben: User) -> None:
    page = read(client, "/inbox/")
    lines = [
        escape(notice.subject_line) for notice in Notice.objects.of(ben).order_by("-created_at")
    ]
    assert len(lines) == 3
    places = [page.index(line) for line in lines]
    assert places == sorted(places)
    assert "It is on its way and promised by" in page


def test_the_bell_counts_what_is_new_and_stops_at_nine(
    client: Client, order: Order, ben: User
) -> None:
    assert '<span class="count">3<' in read(client, "/protection/")
    Notice.objects.bulk_create(
        Notice(
            to=ben,
            kind="order_sent",
            key=f"x{n}",
            subject_line="New",
            created_at=order.placed_at,
        )
        for n in range(20)
    )
    assert '<span class="count">9+<' in read(client, "/protection/")


def test_following_one_reads_it_and_leads_to_the_thing(
    client: Client, order: Order, ben: User
) -> None:
    answer = client.get(f"/inbox/{first(ben).pk}/")
    assert answer["Location"] == order.get_absolute_url()
    assert first(ben).read_at is not None
    assert Notice.objects.of(ben).unread().count() == 2


def test_one_and_then_all_are_read_and_twice_changes_nothing(
    client: Client, order: Order, ben: User
) -> None:
    one = first(ben)
    for _twice in range(2):
        assert client.post(f"/inbox/{one.pk}/read/").status_code == 302
        assert Notice.objects.of(ben).unread().count() == 2
    when = first(ben).read_at
    for _twice in range(2):
        client.post("/inbox/read/")
        assert not Notice.objects.of(ben).unread().exists()
    assert first(ben).read_at == when
    page = read(client, "/inbox/")
    assert "All read" not in page
    assert 'class="count"' not in page


def test_a_stranger_finds_nothing_and_changes_nothing(
    order: Order, ben: User, mallory: User
) -> None:
    other = Client()
    other.force_login(mallory)
    assert other.get(f"/inbox/{first(ben).pk}/").status_code == 404
    assert other.post(f"/inbox/{first(ben).pk}/read/").status_code == 404
    assert other.post("/inbox/read/").status_code == 302
    asked = {"ids": [first(ben).pk]}
    said = other.post("/api/v1/notices/read/", asked, content_type="application/json")
    assert said.status_code == 404
    assert other.get("/api/v1/notices/").json()["results"] == []
    assert Notice.objects.of(ben).unread().count() == 3
    assert "Nothing here yet" in read(other, "/inbox/")


def test_nobody_has_to_sign_in_first(client: Client) -> None:
    for path in ("/inbox/", "/inbox/1/", "/account/notices/"):
        assert "/login/" in client.get(path)["Location"]
    assert client.get("/api/v1/notices/").status_code == 401


def test_what_has_no_words_yet_is_not_there(client: Client, ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    client.force_login(ben)
    assert "Nothing here yet" in read(client, "/inbox/")


def test_a_long_inbox_goes_on_on_further_pages_that_cost_the_same(
    client: Client, order: Order, ben: User
) -> None:
    def more() -> None:
        Notice.objects.bulk_create(
            Notice(
                to=ben,
                kind="order_sent",
                key=f"x{n}",
                subject_line=f"Letter {n:02}",
                created_at=order.placed_at,
            )
            for n in range(60)
        )

    little, much = queries.before_and_after(client, "/inbox/", more)
    assert little == much <= 6
    seen, address = set(), "/inbox/"
    for _page in range(4):
        page = read(client, address)
        seen |= {n for n in range(60) if f"Letter {n:02}" in page}
        if 'rel="next"' not in page:
            break
        address = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
        address = "/inbox/" + address.replace("&amp;", "&")
    assert len(seen) == 60


def test_programs_list_and_read(client: Client, order: Order, ben: User) -> None:
    listed = client.get("/api/v1/notices/").json()["results"]
    assert [one["kind"] for one in listed] == ["order_delivered", "order_sent", "order_paid"]
    assert listed[0]["link"] == order.get_absolute_url()
    asked = {"ids": [listed[0]["id"]]}
    say = {"content_type": "application/json"}
    assert client.post("/api/v1/notices/read/", asked, **say).json() == {"read": 1}
    assert client.post("/api/v1/notices/read/", asked, **say).json() == {"read": 0}
    assert client.post("/api/v1/notices/read/", {}, **say).json() == {"read": 2}
