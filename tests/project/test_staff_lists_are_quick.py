"""Every list of the staff desk stands on indexes: its order, its filters, what it looks up."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import ForeignKey, QuerySet
from django.test import RequestFactory

from escrow.browsing import LooksUp
from escrow.models.hold import SELDOM, HoldState
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
    small = {named(desk) for desk in ours if not isinstance(desk, LooksUp)}
    assert small == KEPT_SMALL


# A shelf, an outage: staff write them by hand, one by one.
KEPT_SMALL = {"marketplace.category", "marketplace.newsletter", "escrow.outage"}


@pytest.mark.parametrize("desk", LISTS, ids=named)
def test_its_order_is_that_of_an_index(desk: LooksUp) -> None:
    rows = shown(desk).order_by(*(desk.ordering or ["-pk"]))[:50]
    plan = explained(rows)
    assert not re.search(r"Seq Scan|^Sort |-> +Sort ", plan), plan


@pytest.mark.parametrize("desk", LISTS, ids=named)
def test_its_filters_have_indexes(desk: LooksUp) -> None:
    for field in filters(desk):
        column = desk.model._meta.get_field(field)
        for value in values(column):
            asked = {f"{field}__isnull": True} if column.null and not value else {field: value}
            found = desk.model._default_manager.filter(**asked).order_by()
            plan = explained(found)
            seldom = value not in OFTEN.get((named(desk), field), ())
            assert not seldom or f"Seq Scan on {desk.model._meta.db_table}" not in plan, plan


# Nearly every row is in one of these: fifty of them stand among the first.
OFTEN = {
    ("escrow.hold", "state"): set(HoldState.values) - set(SELDOM),
    ("escrow.deadline", "state"): {"done", "cancelled"},
}


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


def values(column: Any) -> list[Any]:
    if isinstance(column, ForeignKey):
        return [1]
    if column.choices:
        return [value for value, _label in column.choices]
    kinds = {"BooleanField": True, "DateTimeField": None}
    return [kinds.get(column.get_internal_type(), "a")]


def explained(rows: QuerySet[Any]) -> str:
    return rows.explain()
