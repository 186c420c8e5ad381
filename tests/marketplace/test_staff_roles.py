"""What somebody may do on the staff desk is their role's, and a role is given with a reason."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from escrow import audit
from escrow.models import Notice
from marketplace import giving_roles, notices
from marketplace.giving_roles import CannotGive
from marketplace.models import User
from marketplace.staff_roles import ROLES, roles_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WHY = "She starts on Monday."


def with_role(*roles: str, email: str = "kim@example.com") -> User:
    person = factories.person(email, "Kim Vos", is_staff=True)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


@pytest.fixture
def admin(db: None) -> User:
    return with_role("admin")


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_each_role_has_exactly_what_is_written_of_it(role: Any) -> None:
    assert with_role(role.name).get_all_permissions() == role.permissions


def test_the_application_itself_cannot_change_what_a_role_may_do() -> None:
    for statement in (
        "DELETE FROM auth_group_permissions",
        "UPDATE auth_group_permissions SET group_id = 1",
        "INSERT INTO auth_group (name) VALUES ('kings')",
        "UPDATE auth_permission SET codename = 'x'",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_new_colleague_is_told_and_so_is_everybody_who_gives_roles(
    admin: User, ben: User
) -> None:
    other = with_role("admin", email="lee@example.com")
    giving_roles.give(ben, ["agent"], by=admin, because=WHY)
    ben.refresh_from_db()
    assert ([role.name for role in roles_of(ben)], ben.is_staff) == (["agent"], True)
    told = Notice.objects.filter(kind="roles_given")
    assert {notice.to for notice in told} == {ben, other}
    assert "Ben Okafor's roles" in notices.worded(told.get(to=other))[0]
    [entry] = audit.trail(ben).filter(action="roles_given")
    assert entry.detail == {"because": WHY, "before": [], "after": ["agent"]}


def test_the_same_again_changes_nothing_and_tells_nobody(admin: User, ben: User) -> None:
    for _twice in range(2):
        giving_roles.give(ben, ["agent"], by=admin, because=WHY)
    assert Notice.objects.filter(kind="roles_given", to=ben).count() == 1


def test_without_a_role_the_desk_is_shut(client: Client, admin: User, sofia: User) -> None:
    sofia.user_permissions.clear()
    giving_roles.give(sofia, [], by=admin, because="She has left.")
    client.force_login(sofia)
    assert client.get("/admin/").status_code == 302


def test_nobody_gives_roles_to_themselves_or_without_a_reason(admin: User, ben: User) -> None:
    with pytest.raises(CannotGive, match="to themselves"):
        giving_roles.give(admin, ["admin", "finance"], by=admin, because=WHY)
    with pytest.raises(CannotGive, match="Write why"):
        giving_roles.give(ben, ["agent"], by=admin, because=" ")
    with pytest.raises(CannotGive, match="You may not"):
        giving_roles.give(ben, ["agent"], by=with_role("senior", email="s@x.com"), because=WHY)


def test_a_guest_is_no_colleague(admin: User) -> None:
    guest = factories.person("1@guest.invalid", "", guest_email="g@example.com")
    with pytest.raises(CannotGive, match="account of their own"):
        giving_roles.give(guest, ["agent"], by=admin, because=WHY)


def test_the_page_gives_and_keeps_what_was_typed(client: Client, admin: User, ben: User) -> None:
    client.force_login(admin)
    address = reverse("admin:staff_member_roles", args=[ben.pk])
    page = client.post(address, {"roles": ["agent", "finance"], "because": ""}).content.decode()
    assert "Write why" in page
    assert page.count("checked") == 2
    assert client.post(address, {"roles": ["agent"], "because": WHY}).status_code == 302
    table = client.get(reverse("admin:staff_roles")).content.decode()
    assert "Ben Okafor" in table
    assert "Take cases, ask for evidence, decide" in table


@pytest.mark.parametrize("role", ["agent", "senior", "finance"])
def test_others_read_the_roles_and_give_none(client: Client, ben: User, role: str) -> None:
    client.force_login(with_role(role))
    assert client.get(reverse("admin:staff_roles")).status_code == 200
    address = reverse("admin:staff_member_roles", args=[ben.pk])
    assert client.post(address, {"roles": ["admin"], "because": WHY}).status_code == 403
    assert not ben.groups.exists()


def test_staff_enter_with_a_second_step_only(client: Client, settings: Any, admin: User) -> None:
    settings.HOLDFAST_STAFF_SECOND_STEP = True
    client.force_login(admin)
    refused = client.get("/admin/escrow/policy/")
    assert refused.headers["Location"] == reverse("mfa_index")
    assert client.post("/admin/roles/1/", {}).headers["Location"] == reverse("mfa_index")
    Authenticator.objects.create(user=admin, type="totp", data={"secret": "x"})
    assert client.get("/admin/escrow/policy/").status_code == 200
