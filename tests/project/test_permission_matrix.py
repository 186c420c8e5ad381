"""Every role × every deed: the story or the page lets in who has the right, and nobody else.

The matrix is generated: from the roles, and from every permission a story or a page of ours asks
for. A permission that no role has, a deed without words, a deed without a trial fail a test.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client, RequestFactory

from marketplace.models import User
from marketplace.staff_deeds import WORDS, words_of
from marketplace.staff_roles import OURS, ROLES, Role, deeds
from tests import factories
from tests.project.files import APPS, ROOT

pytestmark = pytest.mark.django_db
ASKED = re.compile(r'"((?:escrow|sellers|marketplace|disputes)\.(?:add|change|[a-z]+)_[a-z_]+)"')
LISTS = [desk for model, desk in admin.site._registry.items() if model._meta.app_label in APPS]


def member(role: Role) -> User:
    person = factories.person(f"{role.name}@example.com", role.name, is_staff=True)
    person.groups.set(Group.objects.filter(name=role.name))
    return person


def named(desk: Any) -> str:
    return str(desk.model._meta.label_lower)


def test_every_deed_has_words_and_nothing_has_words_that_is_no_deed() -> None:
    assert set(WORDS) == set(deeds())


def test_every_right_of_ours_is_somebodys_work() -> None:
    """A permission declared on a model, and held by no role, would lock everybody out."""
    own = Permission.objects.filter(content_type__app_label__in=OURS).exclude(
        codename__regex="^(add|change|delete|view)_"
    )
    declared = {f"{one.content_type.app_label}.{one.codename}" for one in own}
    assert declared <= set(deeds()), declared - set(deeds())


def test_every_right_that_code_asks_for_is_somebodys_work() -> None:
    held = set(deeds()) | {deed for role in ROLES for deed in role.permissions}
    asked = {
        found
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and "staff_" not in path.name
        for line in path.read_text().splitlines()
        if "has_perm" in line or "MAY_" in line
        for found in ASKED.findall(line)
    }
    assert asked <= held, asked - held


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_role_reads_its_lists_and_no_others(client: Client, role: Role) -> None:
    client.force_login(member(role))
    for desk in LISTS:
        meta = desk.model._meta
        answer = client.get(f"/admin/{meta.app_label}/{meta.model_name}/")
        reads = f"{meta.app_label}.{meta.model_name}" in role.reads
        assert (answer.status_code == 200) == (reads or opens_otherwise(desk, role)), named(desk)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_list_offers_a_role_its_own_actions_only(role: Role) -> None:
    request = RequestFactory().get("/")
    request.user = member(role)
    for desk in LISTS:
        for name in desk.get_actions(request):
            wanted = getattr(desk.get_action(name)[0], "allowed_permissions", None)
            assert wanted, f"{named(desk)}: whoever reads the list could {name}"


def opens_otherwise(desk: Any, role: Role) -> bool:
    """Some lists open with a deed: who keeps buyers' standing reads it."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(email=f"{role.name}@example.com")
    return bool(desk.has_view_permission(request))


def test_the_page_about_staff_has_the_table() -> None:
    text = (Path(ROOT) / "docs" / "staff.md").read_text()
    assert table() in text, table()


def table() -> str:
    """As docs/staff.md shows it."""
    head = "| deed | " + " | ".join(role.name for role in ROLES) + " |"
    rows = [head, "|---|" + "---|" * len(ROLES)]
    for deed in deeds():
        marks = ["yes" if deed in role.deeds else "" for role in ROLES]
        rows.append(f"| {words_of(deed)} | " + " | ".join(marks) + " |")
    return "\n".join(rows)
