"""What staff see of what was told, and the one thing they can do about it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from escrow import clock
from escrow.models import Notice
from marketplace import notices
from marketplace.models import Listing, User
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LIST = "/admin/escrow/notice/"


@pytest.fixture
def dead(ben: User, lamp: Listing) -> Notice:
    doings.buy(ben, lamp)
    Notice.objects.filter(kind="order_paid").update(
        given_up_at=clock.now(), attempts=10, last_error="SMTPDataError(550)"
    )
    return Notice.objects.get(kind="order_paid")


def keeper(client: Client, sofia: User, *codenames: str) -> Client:
    sofia.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    client.force_login(sofia)
    return client


def rows(page: str) -> list[str]:
    """The kinds, in the order of the list."""
    return re.findall(r'field-kind"><a[^>]*>(\w+)<', page)


def ask(client: Client, notice: Notice) -> str:
    chosen = {"action": "send_again", "_selected_action": [notice.pk]}
    return client.post(LIST, chosen, follow=True).content.decode()


def test_what_was_given_up_stands_first_and_is_found_by_person(
    client: Client, sofia: User, dead: Notice
) -> None:
    keeper(client, sofia, "view_notice")
    page = client.get(LIST, {"all": ""}, follow=True).content.decode()
    assert rows(page) == ["order_paid", "order_to_send"]
    found = client.get(LIST, {"q": "ben@example.com"}).content.decode()
    assert rows(found) == ["order_paid"]
    only = client.get(LIST, {"ended": "given_up"}).content.decode()
    assert rows(only) == ["order_paid"]
    assert "SMTPDataError" in client.get(f"{LIST}{dead.pk}/change/").content.decode()


def test_it_is_sent_again_once_it_is_asked_for(client: Client, sofia: User, dead: Notice) -> None:
    keeper(client, sofia, "view_notice", "change_notice")
    assert "1 message is tried again." in ask(client, dead)
    assert "Nothing of it was given up" in ask(client, dead)
    notices.send_waiting()
    dead.refresh_from_db()
    assert dead.sent_at


def test_who_may_only_look_can_only_look(client: Client, sofia: User, dead: Notice) -> None:
    keeper(client, sofia, "view_notice")
    ask(client, dead)
    dead.refresh_from_db()
    assert dead.given_up_at
    assert "Save" not in client.get(f"{LIST}{dead.pk}/change/").content.decode()


def test_nobody_else_finds_it(client: Client, ben: User, dead: Notice) -> None:
    client.force_login(ben)
    assert client.get(LIST).status_code == 302
