"""Every list of the staff desk stands on indexes: its order, its filters, what it looks up."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import ForeignKey, QuerySet
from django.test import RequestFactory

from escrow.browsing import LooksUp
from marketplace.models import User
from tests.project.files import APPS

pytestmark = pytest.mark.django_db
LISTS = [
    desk
    for model, desk in admin.site._registry.items()
    if model._meta.app_label in APPS and isinstance(desk, LooksUp)
]


def named(desk: LooksUp) -> str:
    return str(desk.model._meta.label_lower)


@pytest.fixture(autouse=True)
def indexes_first(db: None) -> None:
    """Tables are small here: the planner shall say which index it could use, not which it would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")


def test_every_list_of_ours_looks_things_up() -> None:
    ours = [d for m, d in admin.site._registry.items() if m._meta.app_label in APPS]
    assert [named(desk) for desk in ours if not isinstance(desk, LooksUp)] == KEPT_SMALL


# A shelf, an outage: staff write them by hand, one by one.
KEPT_SMALL = ["marketplace.category", "marketplace.newsletter", "escrow.outage"]


@pytest.mark.parametrize("desk", LISTS, ids=named)
def test_its_order_is_that_of_an_index(desk: LooksUp) -> None:
    rows = shown(desk).order_by(*(desk.ordering or ["-pk"]))[:50]
    plan = explained(rows)
    assert not re.search(r"Seq Scan|^Sort |-> +Sort ", plan), plan


@pytest.mark.parametrize("desk", LISTS, ids=named)
def test_its_filters_have_indexes(desk: LooksUp) -> None:
    for field in filters(desk):
        column = desk.model._meta.get_field(field)
        value = some(column)
        plan = explained(desk.model._default_manager.filter(**{field: value}).order_by())
        assert f"Seq Scan on {desk.model._meta.db_table}" not in plan, (field, plan)


@pytest.mark.parametrize("desk", LISTS, ids=named)
def test_what_it_looks_up_has_indexes(desk: LooksUp) -> None:
    request = RequestFactory().get("/")
    request.user = User()
    for lookup in desk.get_search_fields(request):
        found = [
            desk._where(lookup, term) for term in ("1", "a1b2c3d4-0000-4000-8000-000000000000")
        ]
        rows = next(one for one in found if one is not None)
        plan = explained(rows)
        assert "Seq Scan" not in plan, (lookup, plan)


def shown(desk: LooksUp) -> QuerySet[Any]:
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True)
    return desk.get_queryset(request).select_related(None).prefetch_related(None)


def filters(desk: LooksUp) -> list[str]:
    """The fields themselves: a filter that is a class says its own question."""
    listed = [one[0] if isinstance(one, tuple) else one for one in desk.list_filter]
    return [one for one in listed if isinstance(one, str) and "__" not in one]


def some(column: Any) -> Any:
    if isinstance(column, ForeignKey):
        return 1
    if column.choices:
        return column.choices[0][0]
    return {"BooleanField": True, "DateTimeField": "2026-01-01T00:00Z"}.get(
        column.get_internal_type(), "a"
    )


def explained(rows: QuerySet[Any]) -> str:
    return rows.explain()
