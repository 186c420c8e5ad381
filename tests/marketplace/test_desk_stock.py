"""A seller changes the prices and numbers of many things on one page."""

from typing import Any

import pytest
from django.test import Client

from marketplace.models import Category, Listing, User
from sellers.models import Seller
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db
PAGE = "/desk/listings/stock/"


def as_shown(client: Client) -> dict[str, str]:
    sent: dict[str, str] = {}
    for row in client.get(PAGE).context["form"].rows:
        pk = row.variant.pk
        sent |= {f"price-{pk}": row.price, f"price_was-{pk}": row.price_was}
        sent |= {f"on_hand-{pk}": row.on_hand, f"on_hand_was-{pk}": row.on_hand}
    return sent


def test_good_rows_are_saved_and_bad_ones_say_why(
    client: Client, ada: Seller, lamps: Category, lamp: Listing
) -> None:
    shirt = factories.shirt(ada, lamps)
    client.force_login(ada.user)
    medium, sand, _ink = shirt.variants.all()
    only = lamp.variants.get()
    typed = as_shown(client) | {
        f"price-{medium.pk}": "12,50",
        f"on_hand-{sand.pk}": "many",
        f"on_hand-{only.pk}": "9",
    }
    page = client.post(PAGE, typed).content.decode()
    assert "Write a whole number from 0 to" in page
    assert 'value="many"' in page
    assert "2 rows are saved." in page
    medium.refresh_from_db(), sand.refresh_from_db(), only.refresh_from_db()
    assert (medium.price_minor, sand.on_hand, only.on_hand) == (1250, 3, 9)
    shirt.refresh_from_db()
    assert shirt.price_minor == 1250


@pytest.mark.parametrize("typed", ["free", "0", "-1", ""])
def test_a_price_that_cannot_be(client: Client, ada: Seller, lamp: Listing, typed: str) -> None:
    client.force_login(ada.user)
    pk = lamp.variants.get().pk
    page = client.post(PAGE, as_shown(client) | {f"price-{pk}": typed}).content.decode()
    assert "1 row is not saved" in page
    assert lamp.variants.get().price_minor == 4200


def test_what_was_not_touched_stays_what_it_became(
    client: Client, ada: Seller, ben: User, lamp: Listing
) -> None:
    client.force_login(ada.user)
    stale = as_shown(client)
    doings.buy(ben, lamp)
    for _ in range(2):
        client.post(PAGE, stale)
    assert lamp.variants.get().on_hand == 4


def test_nobody_changes_anothers_price(
    client: Client, ada: Seller, lamp: Listing, bowl: Listing
) -> None:
    client.force_login(ada.user)
    theirs = bowl.variants.get()
    forged = {f"price-{theirs.pk}": "1", f"price_was-{theirs.pk}": "2", f"on_hand-{theirs.pk}": "0"}
    client.post(PAGE, as_shown(client) | forged)
    theirs.refresh_from_db()
    assert (theirs.price_minor, theirs.on_hand) == (2550, 3)


def test_looking_and_saving_cost_the_same_however_many_there_are(
    client: Client, ada: Seller, lamps: Category, lamp: Listing
) -> None:
    client.force_login(ada.user)

    def save() -> Any:
        typed = as_shown(client)
        typed |= {name: "7" for name in typed if name.startswith("on_hand-")}
        typed |= {name: "6" for name in typed if name.startswith("on_hand_was-")}
        return lambda: client.post(PAGE, typed)

    few_looks, few = queries.of_page(client, PAGE), queries.of_deed(save())
    for number in range(6):
        factories.shirt(ada, lamps, title=f"Shirt {number}")
    assert queries.of_page(client, PAGE) == few_looks <= 12
    assert queries.of_deed(save()) <= few + 1
