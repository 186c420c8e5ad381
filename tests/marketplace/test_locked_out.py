"""Who lost phone and recovery codes writes to us; a superuser takes the second step off."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from escrow import audit
from escrow.models import Notice
from marketplace import locked_out, notices
from marketplace.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/marketplace/user/"


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.com")


@pytest.fixture
def ben(ben: User) -> User:
    Authenticator.objects.create(user=ben, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=ben, type="recovery_codes", data={"seed": "x"})
    return ben


def asked(client: Client, person: User, reason: str = "Called back on the known number.") -> str:
    body = {"action": "take_off_second_step", "_selected_action": person.pk, "reason": reason}
    return client.post(PEOPLE, body, follow=True).content.decode()


def test_a_superuser_takes_it_off_and_the_person_is_told(
    client: Client, ben: User, root: User
) -> None:
    client.force_login(root)
    assert "is told" in asked(client, ben)
    assert not Authenticator.objects.filter(user=ben).exists()
    entry = audit.trail(ben).get(action="second_step_taken_off")
    assert (entry.by_id, entry.detail["kinds"]) == (root.pk, ["recovery_codes", "totp"])
    notice = Notice.objects.get(to=ben, kind="second_step_off")
    subject, body = notices.worded(notice)
    assert subject == "The second step was taken off your account"
    assert reverse("account_settings") in body


def test_not_without_a_reason_not_twice_and_not_by_others(ben: User, root: User) -> None:
    clerk = factories.person("clerk@example.com", "Clerk", is_staff=True)
    with pytest.raises(locked_out.NotTakenOff, match="superuser"):
        locked_out.take_off_second_step(ben, by=clerk, reason="He asked.")
    with pytest.raises(locked_out.NotTakenOff, match="made sure"):
        locked_out.take_off_second_step(ben, by=root, reason="")
    locked_out.take_off_second_step(ben, by=root, reason="Called back.")
    with pytest.raises(locked_out.NotTakenOff, match="no second step"):
        locked_out.take_off_second_step(ben, by=root, reason="Called back.")


def test_nobody_takes_off_their_own_like_this(root: User) -> None:
    Authenticator.objects.create(user=root, type="totp", data={"secret": "x"})
    with pytest.raises(locked_out.NotTakenOff, match="own"):
        locked_out.take_off_second_step(root, by=root, reason="Me.")


def test_the_keys_are_on_no_page_of_the_admin(client: Client, root: User) -> None:
    client.force_login(root)
    assert client.get("/admin/mfa/authenticator/").status_code == 404
