"""A seller says in which sizes and colours a thing comes, changes them and takes them away."""

from typing import Any

import pytest
from django.test import Client

from escrow.money import Money
from marketplace.models import Category, Listing, User
from sellers.models import Seller
from tests import doings, factories
from tests.marketplace.test_desk_listings import filled

pytestmark = pytest.mark.django_db
NEW = "/desk/listings/new/"


def rows(*typed: dict[str, Any], **other: Any) -> dict[str, Any]:
    """As a browser sends them."""
    sent = {"variants-TOTAL_FORMS": len(typed), "variants-INITIAL_FORMS": 0}
    for number, row in enumerate(typed):
        sent |= {f"variants-{number}-{name}": value for name, value in row.items()}
    return sent | {"first_option": "Size", "second_option": "Colour"} | other


def row(first: str, second: str, price: str = "", on_hand: Any = 2, **other: Any) -> dict[str, Any]:
    return {"first": first, "second": second, "price": price, "on_hand": on_hand, **other}


def as_shown(page: Any) -> list[dict[str, Any]]:
    """The rows with something in them, as they would be sent back."""
    forms = page.context["form"].rows.forms
    names = ("pk", "was", "first", "second", "price", "on_hand")
    shown = [{name: form[name].value() for name in names} for form in forms]
    return [row for row in shown if row["pk"]]


def test_it_comes_in_the_rows_that_were_filled_in(
    client: Client, ada: Seller, lamps: Category
) -> None:
    client.force_login(ada.user)
    typed = rows(row("M", "Sand"), row("L", "Ink", "45,50", 3), row("", "", on_hand=""))
    client.post(NEW, filled(lamps, on_hand="") | typed)
    listing = Listing.objects.get()
    assert listing.options == ["Size", "Colour"]
    assert (listing.price, listing.prices_differ) == (Money(4250, "EUR"), True)
    assert [(one.words, one.price.minor, one.on_hand) for one in listing.variants.all()] == [
        ("M, Sand", 4250, 2),
        ("L, Ink", 4550, 3),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (rows(row("M", "Sand"), row("M", "Sand")), "This one is there twice."),
        (rows(row("M", "")), "Say which one this is."),
        (rows(row("M", "Sand", "free")), "Write it like this: 42.00"),
        (rows(row("M", "Sand", "0")), "more than nothing"),
        (rows(row("M", "Sand", on_hand="")), "Say how many you have."),
        (rows(row("M", "Sand"), first_option=""), "Say what they differ in"),
        (rows(row("M", "Sand"), second_option="size"), "the same as the first one"),
        (rows(row("M", "Sand", on_hand="-1")), "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_it_and_nothing_is_lost(
    client: Client, ada: Seller, lamps: Category, typed: dict[str, Any], sentence: str
) -> None:
    client.force_login(ada.user)
    page = client.post(NEW, filled(lamps) | typed).content.decode()
    assert sentence in page
    assert "Look at the variants" in page or "differ" in sentence or "same as" in sentence
    assert 'value="Sand"' in page or 'value="M"' in page
    assert "Folded by hand." in page
    assert not Listing.objects.exists()


def test_more_rows_come_without_losing_what_was_typed(
    client: Client, ada: Seller, lamp: Listing
) -> None:
    client.force_login(ada.user)
    sent = filled(lamp.category, price="what", more="1") | rows(row("M", "Sand", on_hand=7, was=5))
    page = client.post(f"/desk/listings/{lamp.pk}/", sent)
    form = page.context["form"]
    assert len(form.rows.forms) == 4
    assert (form["price"].value(), form.rows.forms[0]["on_hand"].value()) == ("what", "7")
    assert form.rows.forms[0]["was"].value() == "5"
    assert "Write it like this" not in page.content.decode()


def test_rows_are_changed_taken_away_and_added(
    client: Client, ada: Seller, lamps: Category
) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    address = f"/desk/listings/{shirt.pk}/"
    medium, sand, ink = as_shown(client.get(address))
    typed = rows(
        {**medium, "price": "39"}, {**sand, "gone": "on"}, {**ink, "on_hand": 9}, row("XL", "Ink")
    )
    client.post(address, filled(lamps) | typed)
    shirt.refresh_from_db()
    assert [(one.words, one.price.minor, one.on_hand) for one in shirt.variants.live()] == [
        ("M, Sand", 3900, 3),
        ("L, Ink", 4500, 9),
        ("XL, Ink", 4250, 2),
    ]
    assert shirt.price == Money(3900, "EUR")
    assert shirt.variants.get(pk=sand["pk"]).retired_at


def test_saving_the_same_page_twice_changes_nothing(
    client: Client, ada: Seller, lamps: Category
) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    address = f"/desk/listings/{shirt.pk}/"
    before = list(shirt.variants.values())
    for _ in range(2):
        client.post(address, filled(lamps) | rows(*as_shown(client.get(address))))
    assert list(shirt.variants.values()) == before


def test_a_number_that_was_not_touched_stays_what_it_became(
    client: Client, ben: User, ada: Seller, lamps: Category
) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    address = f"/desk/listings/{shirt.pk}/"
    stale = as_shown(client.get(address))
    doings.buy(ben, shirt)
    client.post(address, filled(lamps) | rows(*stale))
    assert [one.on_hand for one in shirt.variants.live()] == [2, 3, 3]


def test_without_rows_it_is_one_thing_again(client: Client, ada: Seller, lamps: Category) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    address = f"/desk/listings/{shirt.pk}/"
    gone = [{**shown, "gone": "on"} for shown in as_shown(client.get(address))]
    client.post(address, filled(lamps, on_hand=4) | rows(*gone))
    shirt.refresh_from_db()
    only = shirt.variants.live().get()
    assert (shirt.options, only.choices, only.on_hand, only.price.minor) == ([], {}, 4, 4250)


def test_another_shops_variant_is_not_taken_over(
    client: Client, ada: Seller, cleo: Seller, lamp: Listing, lamps: Category
) -> None:
    theirs = factories.shirt(cleo, lamps).variants.all()[0]
    client.force_login(ada.user)
    stolen = rows(row("M", "Sand", "1.00", 0, pk=theirs.pk, was=0))
    client.post(f"/desk/listings/{lamp.pk}/", filled(lamps) | stolen)
    theirs.refresh_from_db()
    assert (theirs.price_minor, theirs.on_hand, theirs.retired_at) == (4200, 3, None)
    assert lamp.variants.live().get().choices == {"Size": "M", "Colour": "Sand"}
