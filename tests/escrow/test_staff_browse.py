"""Staff read the books and the clock, and change nothing there."""

from datetime import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from escrow import clock
from escrow.models import AuditEntry, Deadline
from marketplace.models import User
from tests import doings, factories
from tests.project.files import APPS
from tests.scenes import Scene

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in APPS]
KEPT = ("user", "category", "outage", "newsletter")


@pytest.fixture(scope="module")
def root(scene: Scene) -> User:
    """She looks at a shop that has a row of most things."""
    doings.complain(doings.delivered(scene.ben, scene.lamp))
    return User.objects.create_superuser("root@example.com")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_and_page_opens_and_nothing_is_added(
    client: Client, root: User, model: type
) -> None:
    client.force_login(root)
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert client.get(base).status_code == 200
    assert client.get(base, {"q": "a"}).status_code == 200
    first = model._default_manager.first()
    if first is not None:
        assert client.get(f"{base}{first.pk}/change/").status_code == 200
        assert client.post(f"{base}{first.pk}/delete/", {"post": "yes"}).status_code == 403
    if model._meta.model_name not in KEPT:
        assert client.get(f"{base}add/").status_code == 403


def test_a_dead_deadline_gets_another_try(client: Client, monday: datetime) -> None:
    dead = _deadline("dead")
    waiting = _deadline("pending", kind="other")
    client.force_login(
        factories.person("chief@example.com", "Chief", is_staff=True, is_superuser=True)
    )
    chosen = {"action": "try_again", "_selected_action": [dead.pk, waiting.pk]}
    page = client.post("/admin/escrow/deadline/", chosen, follow=True).content.decode()
    dead.refresh_from_db()
    waiting.refresh_from_db()
    assert (dead.state, dead.attempts, dead.due_at) == ("pending", 0, clock.now())
    assert waiting.attempts == 8
    assert "1 deadline is due again." in page
    assert AuditEntry.objects.filter(action="deadline_tried_again").count() == 1


def test_one_promised_anew_meanwhile_is_left(client: Client, monday: datetime) -> None:
    dead = _deadline("dead")
    _deadline("pending")
    client.force_login(
        factories.person("chief@example.com", "Chief", is_staff=True, is_superuser=True)
    )
    chosen = {"action": "try_again", "_selected_action": [dead.pk]}
    client.post("/admin/escrow/deadline/", chosen)
    dead.refresh_from_db()
    assert dead.state == "dead"


def test_without_the_right_nobody_tries_again(client: Client, monday: datetime) -> None:
    dead = _deadline("dead")
    reader = factories.person("reader@example.com", "Reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_deadline"))
    client.force_login(reader)
    chosen = {"action": "try_again", "_selected_action": [dead.pk]}
    client.post("/admin/escrow/deadline/", chosen)
    dead.refresh_from_db()
    assert dead.state == "dead"


def _deadline(state: str, kind: str = "release") -> Deadline:
    return Deadline.objects.create(
        subject_type="hold", subject_id="1", kind=kind, due_at=clock.now(), state=state, attempts=8
    )
