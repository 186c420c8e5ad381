"""A seller's program opens a shop, puts things up, changes them, and keeps stock, postage and words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from marketplace.models import CannedReply, Category, Listing, User
from sellers.models import Seller
from tests import doings
from tests.api.program import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
VASE: dict[str, Any] = {
    "title": "Blue vase",
    "description": "A vase, one chip at its foot.",
    "category": "lamps",
    "currency": "EUR",
    "variants": [{"price": "12.50", "on_hand": 3}],
}


@pytest.fixture
def adas(ada: Seller, lamps: Category) -> Program:
    return Program(ada.user)


def photo() -> BytesIO:
    made = BytesIO(doings.jpeg())
    made.name = "vase.jpg"
    return made


def put_up(adas: Program, **more: Any) -> Any:
    return adas.send("/shop/listings/", {**VASE, **more})


def test_a_draft_is_seen_by_its_seller_alone(adas: Program, ben: User) -> None:
    made = put_up(adas)
    assert made.status_code == 201, made.json()
    body = made.json()
    assert (body["state"], body["price"]["minor"], body["variants"][0]["on_hand"]) == (
        "draft",
        1250,
        3,
    )
    assert Program(ben).read(f"/listings/{body['id']}/").status_code == 404
    assert adas.read("/shop/listings/").json()["results"][0]["id"] == body["id"]


def test_it_is_published_paused_and_ended(adas: Program, ben: User) -> None:
    pk = put_up(adas).json()["id"]
    for state, code in (("active", 200), ("paused", 404), ("active", 200), ("ended", 404)):
        assert adas.send(f"/shop/listings/{pk}/state/", {"state": state}).json()["state"] == state
        assert Program(ben).read(f"/listings/{pk}/").status_code == code
    assert adas.send(f"/shop/listings/{pk}/state/", {"state": "frozen"}).status_code == 400


def test_what_is_for_sale_must_be_described(adas: Program) -> None:
    refused = put_up(adas, description="", state="active")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")


def test_a_change_names_the_edition_it_changes(adas: Program) -> None:
    made = put_up(adas)
    path = f"/shop/listings/{made.json()['id']}/"
    assert adas.send(path, {"title": "Vase"}).json()["code"] == "if_match_required"
    first = adas.read(path)["ETag"]
    changed = adas.send(path, {"title": "Vase"}, if_match=first)
    assert (changed.status_code, changed.json()["title"]) == (200, "Vase")
    late = adas.send(path, {"title": "Jug"}, if_match=first)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert adas.send(path, {"title": "Jug"}, if_match=changed["ETag"]).status_code == 200
    assert adas.send(path, {"title": "Cup"}, if_match="*").json()["title"] == "Cup"
    assert adas.send(path, {"title": "Cup"}, if_match=f"W/{first}").status_code == 412


def test_a_sale_meanwhile_makes_another_edition_of_the_stock(
    adas: Program, ben: User, lamp: Listing
) -> None:
    path = f"/shop/listings/{lamp.pk}/"
    seen = adas.read(path)["ETag"]
    adas.send("/shop/stock/", {"rows": [{"variant": lamp.offered[0].pk, "on_hand": 9}]})
    assert adas.send(path, {"title": "Lamp"}, if_match=seen).status_code == 412


def test_variants_have_prices_of_their_own(adas: Program) -> None:
    kinds = [
        {"choices": {"Size": "S"}, "price": "10", "on_hand": 1},
        {"choices": {"Size": "L"}, "price": "14.90", "on_hand": 2, "sku": "L-1"},
    ]
    body = put_up(adas, options=["Size"], variants=kinds).json()
    assert [one["price"]["minor"] for one in body["variants"]] == [1000, 1490]
    wrong = put_up(adas, options=["Size"], variants=[{"price": "10"}])
    assert "variants" in wrong.json()["errors"]
    assert put_up(adas, options=[], variants=kinds).status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("category", "nowhere"),
        ("currency", "JPY"),
        ("variants", []),
        ("variants", [{"price": "0"}]),
        ("variants", [{"price": "12,50"}]),
        ("variants", [{"price": "1", "on_hand": 10**30}]),
        ("condition", "broken"),
        ("attributes", {"Weight": "x" * 500}),
    ],
)
def test_what_cannot_be_sold_is_told_by_its_field(adas: Program, field: str, value: Any) -> None:
    answer = put_up(adas, **{field: value})
    assert answer.status_code in (400, 422)
    assert field in answer.json()["errors"]
    assert not Listing.objects.exists()


def test_photos_come_in_order_and_go(adas: Program) -> None:
    pk = put_up(adas).json()["id"]
    path = f"/shop/listings/{pk}/photos/"
    first = adas.bring(path, photos=photo()).json()["photos"]
    two = adas.bring(path, photos=photo()).json()["photos"]
    assert two[0]["id"] == first[0]["id"]
    order = [two[1]["id"], two[0]["id"]]
    turned = adas.send(f"{path}arrangement/", {"order": order, "words": {str(order[0]): "Foot"}})
    shown = turned.json()["photos"][0]
    assert (shown["id"], shown["alt"]) == (order[0], "Foot")
    gone = adas.send(f"{path}arrangement/", {"gone": order[:1]}).json()["photos"]
    assert [one["id"] for one in gone] == order[1:]


def test_a_copy_is_a_draft(adas: Program, lamp: Listing) -> None:
    copy = adas.send(f"/shop/listings/{lamp.pk}/copies/")
    assert (copy.status_code, copy.json()["state"]) == (201, "draft")


def test_stock_of_many_is_set_at_once(adas: Program, lamp: Listing, bowl: Listing) -> None:
    mine, others = lamp.offered[0], bowl.offered[0]
    rows = [{"variant": mine.pk, "on_hand": 40, "price": "39.90"}]
    assert adas.send("/shop/stock/", {"rows": rows}).json() == {"saved": 1}
    row = adas.read("/shop/stock/").json()["results"][0]
    assert (row["on_hand"], row["price"]["minor"]) == (40, 3990)
    stolen = adas.send("/shop/stock/", {"rows": [*rows, {"variant": others.pk, "on_hand": 0}]})
    assert stolen.status_code == 404
    others.refresh_from_db()
    assert others.on_hand == 3


def test_postage_is_offered_and_taken_back(adas: Program, lamp: Listing) -> None:
    france = {"country": "FR", "price": "8.90", "currency": "EUR", "days_min": 3, "days_max": 6}
    made = adas.send("/shop/lanes/", france)
    assert (made.status_code, made.json()["price"]["minor"]) == (201, 890)
    assert adas.send("/shop/lanes/", france).json()["code"] == "cannot_send_like_that"
    wrong = adas.send("/shop/lanes/", {**france, "days_min": 9, "name": "Slow"})
    assert "days_max" in wrong.json()["errors"]
    assert adas.send(f"/shop/lanes/{made.json()['id']}/removal/").status_code == 204
    assert adas.send(f"/shop/lanes/{made.json()['id']}/removal/").status_code == 404


def test_replies_are_kept_changed_and_removed(adas: Program) -> None:
    kept = adas.send("/shop/replies/", {"title": "Thanks", "text": "Thank you!"}).json()
    path = f"/shop/replies/{kept['id']}/"
    assert adas.send(path, {"title": "Thanks", "text": "Many thanks!"}).json()["text"][0] == "M"
    assert adas.read("/shop/replies/").json()["results"][0]["text"] == "Many thanks!"
    assert adas.send(f"{path}removal/").status_code == 204
    assert not CannedReply.objects.exists()


def test_a_shop_opens_once(ben: User) -> None:
    bens = Program(ben)
    told = {
        "name": "Ben's Cellar",
        "country": "DE",
        "city": "Berlin",
        "time_zone": "Europe/Berlin",
        "price": "4.90",
        "currency": "EUR",
        "days_min": 2,
        "days_max": 5,
    }
    assert bens.send("/shop/opening/", {**told, "country": "XX"}).status_code == 422
    opened = bens.send("/shop/opening/", told)
    assert (opened.status_code, opened.json()["name"]) == (201, "Ben's Cellar")
    assert bens.send("/shop/opening/", told).json()["code"] == "has_a_shop"
    assert bens.send("/shop/opening/", told, idempotency_key="a").status_code == 409


def test_a_shop_has_pictures(adas: Program, ada: Seller) -> None:
    assert adas.bring("/shop/pictures/logo/", picture=photo()).status_code == 204
    ada.refresh_from_db()
    assert ada.logo
    assert adas.send("/shop/pictures/logo/removal/").status_code == 204
    assert adas.bring("/shop/pictures/tattoo/", picture=photo()).status_code == 404


def test_who_has_no_shop_keeps_none(mallory: User, lamp: Listing) -> None:
    stranger = Program(mallory)
    assert stranger.send("/shop/listings/", VASE).status_code == 404
    assert stranger.send(f"/shop/listings/{lamp.pk}/", {}, if_match="*").status_code == 404
    for path in ("state", "copies", "photos", "photos/arrangement"):
        assert stranger.send(f"/shop/listings/{lamp.pk}/{path}/").status_code == 404, path


def test_a_person_changes_how_they_read_the_shop(ben: User) -> None:
    bens = Program(ben)
    assert bens.read("/account/").json()["shop"] is None
    assert bens.send("/account/", {"language": "es"}).json()["language"] == "es"
    wrong = bens.send("/account/", {"time_zone": "Mars/Base"})
    assert "time_zone" in wrong.json()["errors"]
    bens.send("/account/", {"email": "root@example.com", "is_staff": True})
    ben.refresh_from_db()
    assert (ben.email, ben.is_staff) == ("ben@example.com", False)


def test_every_shelf_says_what_it_asks(lamps: Category) -> None:
    found = Program(None).read("/shelves/").json()["results"]
    assert [one["slug"] for one in found] == ["lamps"]
