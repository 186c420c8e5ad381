"""A seller finds an order among everything they sold."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from escrow import clock
from marketplace import sold_orders
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import doings, factories, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def shade(ada: Seller, lamp: Listing) -> Listing:
    return factories.listing(ada, lamp.category, "Linen shade", stock=90)


@pytest.fixture
def desk(client: Client, ada: Seller) -> Client:
    client.force_login(ada.user)
    return client


def found(client: Client, **asked: str) -> list[str]:
    answer = client.get("/desk/orders/", asked)
    assert answer.status_code == 200
    return [order.number for order in answer.context["orders"]]


def test_by_number_name_and_thing(desk: Client, ben: User, lamp: Listing, shade: Listing) -> None:
    first, second = doings.buy(ben, lamp), doings.buy(ben, shade)
    mia = doings.buy(factories.person("mia@example.com", "Mia Lindqvist"), shade)
    assert found(desk) == [mia.number, second.number, first.number]
    assert found(desk, find=first.number.lower()) == [first.number]
    assert found(desk, find="reading LAMP") == [first.number]
    assert found(desk, find="lindq") == [mia.number]
    assert found(desk, find="nothing of that") == []


def test_by_where_it_stands_and_by_day(desk: Client, ben: User, shade: Listing) -> None:
    old = doings.buy(ben, shade)
    doings.send(old)
    clock.advance(timedelta(days=3))
    new = doings.buy(ben, shade)
    assert found(desk, shelf="send") == [new.number]
    assert found(desk, shelf="way") == [old.number]
    assert found(desk, since="2026-03-05") == [new.number]
    assert found(desk, until="2026-03-02") == [old.number]
    assert found(desk, since="2026-03-02", until="2026-03-05") == [new.number, old.number]


@pytest.mark.parametrize("asked", [{"shelf": "x"}, {"since": "soon"}, {"until": "0001-01-01"}])
def test_what_cannot_be_read_narrows_nothing_and_stays_typed(
    desk: Client, ben: User, shade: Listing, asked: dict[str, str]
) -> None:
    order = doings.buy(ben, shade)
    assert found(desk, **asked) == [order.number]


def test_pages_go_on_where_the_last_ended(
    desk: Client, ben: User, shade: Listing, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sold_orders, "PAGE", 2)
    numbers = [doings.buy(ben, shade).number for _ in range(5)]
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = desk.get("/desk/orders/", {"after": after})
        seen += [order.number for order in page.context["orders"]]
        after = page.context["after"]
    assert seen == numbers[::-1]
    assert after == ""


def test_a_shelf_goes_on_too(desk: Client, ben: User, shade: Listing, monkeypatch: Any) -> None:
    monkeypatch.setattr("marketplace.views.desk.PAGE", 1)
    for _ in range(2):
        doings.complain(doings.delivered(ben, shade))
    for shelf in ("answer", "talk", "done"):
        first = desk.get("/desk/", {"show": shelf}).context
        rest = desk.get("/desk/", {"show": shelf, "after": first["after"]}).context
        assert first["orders"] != rest["orders"] or not first["orders"]


def test_every_page_of_orders_asks_as_often_for_six_as_for_three(
    desk: Client, ben: User, shade: Listing
) -> None:
    def live() -> None:
        doings.complain(doings.delivered(ben, shade))
        doings.send(doings.buy(ben, shade))
        doings.buy(ben, shade)

    live()
    pages = ["/desk/orders/", "/desk/orders/?find=shade&shelf=send", "/desk/?show=answer"]
    pages += ["/desk/?show=send", "/desk/?show=way", "/api/v1/orders/"]
    few = [queries.of_page(desk, page) for page in pages]
    live()
    assert [queries.of_page(desk, page) for page in pages] == few


def test_one_order_asks_as_often_however_many_lines_and_parcels_it_has(
    desk: Client, ben: User, ada: Seller, lamp: Listing, shade: Listing
) -> None:
    small = doings.buy(ben, lamp, shade)
    doings.send(small, lines=[small.lines.first().pk])
    others = [factories.listing(ada, lamp.category, f"Lamp {n}") for n in range(4)]
    large = doings.buy(ben, lamp, shade, *others)
    for line in large.lines.all()[:4]:
        doings.arrive(doings.send(large, lines=[line.pk]))
    pages = [f"/desk/orders/{order.number}/" for order in (small, large)]
    assert queries.of_page(desk, pages[0]) == queries.of_page(desk, pages[1])


def test_programs_ask_the_same(desk: Client, ben: User, lamp: Listing, shade: Listing) -> None:
    first = doings.buy(ben, lamp)
    doings.buy(ben, shade)
    answer = desk.get("/api/v1/orders/", {"find": "reading"}).json()
    assert [order["number"] for order in answer["results"]] == [first.number]
    desk.force_login(ben)
    assert desk.get("/api/v1/orders/", {"find": "reading"}).json()["results"] == []


def test_another_shop_finds_nothing_of_it(
    client: Client, ben: User, lamp: Listing, cleo: Seller
) -> None:
    order: Order = doings.buy(ben, lamp)
    client.force_login(cleo.user)
    assert found(client, find=order.number) == []
