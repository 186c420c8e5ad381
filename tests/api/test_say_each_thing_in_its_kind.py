"""JSON says a text as a text, a number as a number, and yes or no as true or false."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from rest_framework import serializers

from marketplace.api.asked import Text, Whole, YesOrNo
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import doings
from tests.api.program import Program


class Asked(serializers.Serializer):
    postcode = Text(max_length=16)
    quantity = Whole(default=1)
    plus = YesOrNo(default=True)


GOOD = {"postcode": "01067", "quantity": 2, "plus": False}


def codes(data: Any) -> dict[str, Any]:
    asked = Asked(data=data)
    asked.is_valid()
    return {name: str(wrong[0].code) for name, wrong in asked.errors.items()}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("postcode", 1067),
        ("postcode", 1.5),
        ("postcode", True),
        ("quantity", "2"),
        ("quantity", True),
        ("quantity", 1.5),
        ("plus", "yes"),
        ("plus", 0),
        ("plus", 1),
        ("plus", None),
    ],
)
def test_json_says_each_thing_in_its_own_kind(field: str, wrong: Any) -> None:
    assert codes(GOOD) == {}
    assert list(codes({**GOOD, field: wrong})) == [field]


def test_an_address_has_nothing_but_texts_and_is_read() -> None:
    asked = Asked(data=QueryDict("postcode=01067&quantity=2&plus=false"))
    assert asked.is_valid()
    assert asked.validated_data == GOOD


def test_what_an_address_leaves_out_is_the_default() -> None:
    asked = Asked(data=QueryDict("postcode=01067"))
    assert asked.is_valid()
    assert asked.validated_data == {"postcode": "01067", "quantity": 1, "plus": True}


def test_what_an_address_leaves_empty_is_neither_yes_nor_no() -> None:
    assert codes(QueryDict("postcode=01067&plus=")) == {"plus": "invalid"}


def test_no_text_does_not_fit_and_only_spaces_say_nothing() -> None:
    assert codes({**GOOD, "postcode": ""}) == {"postcode": "blank"}
    assert codes({**GOOD, "postcode": "\x1f \x85"}) == {"postcode": "does_not_fit"}


@pytest.mark.django_db
def test_a_shops_story_is_a_text(ada: Seller) -> None:
    program = Program(ada.user)
    answer = program.send("/shop/", {"story": 1}, if_match="*")
    assert answer.status_code == 400
    assert answer.json()["codes"] == {"story": ["invalid"]}
    assert program.send("/shop/", {"story": "1"}, if_match="*").json()["story"] == "1"


@pytest.mark.django_db
def test_spaces_for_words_are_422_and_no_words_400(ben: User, lamp: Listing, monday: Any) -> None:
    order, program = doings.delivered(ben, lamp), Program(ben)
    door = f"/orders/{order.number}/messages/"
    assert program.send(door, {"text": "\x1f"}).status_code == 422
    assert program.send(door, {"text": ""}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["-1", str(2**63), "", "4.5", "cheap"])
def test_a_price_to_narrow_by_is_a_whole_number_of_no_less_than_nothing(wrong: str) -> None:
    answer = Program(None).read("/listings/", price_min=wrong)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["price_min"]
    assert Program(None).read("/listings/", price_min="0").status_code == 200


@pytest.mark.django_db
def test_a_condition_with_nothing_behind_it_is_none() -> None:
    answer = Program(None).read("/listings/", condition="")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["condition"])
    assert Program(None).read("/listings/", condition="new").status_code == 200


@pytest.mark.django_db
def test_a_variant_is_whole_where_only_a_part_of_its_listing_changes(
    ada: Seller, lamp: Listing
) -> None:
    program, door = Program(ada.user), f"/shop/listings/{lamp.pk}/"
    without_price = program.send(door, {"variants": [{"choices": {}}]}, if_match="*")
    assert without_price.status_code == 400
    assert without_price.json()["codes"] == {"variants": {"0": {"price": ["required"]}}}
    changed = program.send(door, {"variants": [{"price": "40.00"}]}, if_match="*")
    assert changed.status_code == 200
    assert changed.json()["price"]["minor"] == 4000
