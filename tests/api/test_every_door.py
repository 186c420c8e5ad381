"""What holds for every door of the API, also for the one that is added tomorrow."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.api.pages import Pages
from marketplace.api.scopes import OPEN, Member
from marketplace.models.api_token import Scope
from tests.api.doors import DOORS, Door
from tests.contract import document

doors = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
# A token is kept nowhere and a secret is shown once, so no stored answer could repeat it.
TELLS_A_SECRET = {"api_tokens", "api_webhooks", "api_webhook_secret"}
# Each has as many rows as there are currencies, months, reasons, ways to pay, kinds of notice or of
# event, as a shop may have webhooks, or as an order has cases of a bank: they are looked at whole.
SHORT = {
    "/api/v1/balance/",
    "/api/v1/dispute-reasons/",
    "/api/v1/notices/choices/",
    "/api/v1/orders/{number}/bank-cases/",
    "/api/v1/statements/",
    "/api/v1/suggestions/",
    "/api/v1/takings/",
    "/api/v1/ways-to-pay/",
    "/api/v1/webhooks/",
    "/api/v1/webhooks/events/",
}


@doors
def test_it_names_the_scope_that_it_asks_for(door: Door) -> None:
    named = [one for one in door.view.__mro__ if "scope" in vars(one)]
    assert named, f"{door.name}: which scope?"
    assert door.view.scope in {OPEN, *Scope.values}


@doors
def test_whatever_has_a_scope_asks_who_it_is(door: Door) -> None:
    asks = Member in door.view.permission_classes
    assert asks == (door.view.scope != OPEN) or door.name == "api_sign_out"


@doors
def test_a_deed_has_a_scope_of_its_own(door: Door) -> None:
    if door.acts:
        assert door.view.scope != Scope.READ, "who may only look must not act"


@doors
def test_a_deed_is_done_once_for_one_key(door: Door) -> None:
    if door.acts and door.name not in TELLS_A_SECRET:
        assert getattr(door.view.post, "is_idempotent", False), f"{door.name}: @idempotent"


@doors
def test_a_deed_is_bounded_for_who_does_it(door: Door) -> None:
    if door.acts:
        assert getattr(door.view, "throttle_scope", None), f"{door.name}: how often?"


@doors
def test_there_is_no_other_verb(door: Door) -> None:
    for verb in ("put", "patch", "delete"):
        assert not hasattr(door.view, verb)


def test_every_list_is_in_pages() -> None:
    """Of all that answers a bare array, each is short by its nature and named above."""
    bare = {
        path
        for path, doors_here in document()["paths"].items()
        if _is_array(doors_here.get("get", {}))
    }
    assert bare == SHORT


def test_every_page_is_one_of_ours() -> None:
    for door in DOORS:
        pager = getattr(door.view, "pagination_class", None)
        if door.looks and pager and hasattr(door.view, "list"):
            assert issubclass(pager, Pages), door.name


def test_every_operation_tells_its_problems_in_one_shape() -> None:
    told = {"$ref": "#/components/schemas/Problem"}
    for path, here in document()["paths"].items():
        for verb, operation in here.items():
            problems = {code: one for code, one in operation["responses"].items() if code >= "400"}
            assert {"406", "429"} <= problems.keys(), f"{verb} {path}"
            for code, one in problems.items():
                shape = one["content"]["application/problem+json"]["schema"]
                assert shape == told, f"{verb} {path} {code}"


def test_the_document_has_every_door() -> None:
    written = set(document()["paths"])
    assert len(written) == len(DOORS)
    assert reverse("api_orders") in written


def _is_array(operation: dict) -> bool:
    content = operation.get("responses", {}).get("200", {}).get("content", {})
    return any(one["schema"].get("type") == "array" for one in content.values())
