"""Superusers keep the accounts; other staff may only look."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from marketplace.models import User
from tests import factories

pytestmark = pytest.mark.django_db
BASE = "/admin/marketplace/user/"


def test_a_superuser_adds_and_changes_people_by_email(client: Client, ben: User) -> None:
    client.force_login(User.objects.create_superuser("root@example.com"))
    new = {
        "email": "new@example.com",
        "name": "New Person",
        "usable_password": "true",
        "password1": "a long enough one 9",
        "password2": "a long enough one 9",
    }
    client.post(f"{BASE}add/", new)
    assert User.objects.get(email="new@example.com").check_password("a long enough one 9")
    assert client.get(f"{BASE}{ben.pk}/change/").status_code == 200


def test_other_staff_look_and_change_nothing(client: Client, ben: User) -> None:
    clerk = factories.person("clerk@example.com", "Clerk", is_staff=True)
    wanted = ["view_user", "change_user", "delete_user", "add_user"]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(clerk)
    assert client.get(f"{BASE}{ben.pk}/change/").status_code == 200
    assert client.post(f"{BASE}{ben.pk}/change/", {"is_superuser": "on"}).status_code == 403
    assert client.get(f"{BASE}add/").status_code == 403
    ben.refresh_from_db()
    assert not ben.is_superuser
