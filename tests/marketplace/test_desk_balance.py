"""Where every cent of a seller went."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from escrow import statement as statements
from escrow.money import Money, total
from marketplace import receipt
from marketplace.models import Listing, Stock, User
from tests import books, doings

pytestmark = pytest.mark.django_db


def open_page(client: Client, **query: Any) -> Any:
    return client.get("/desk/balance/", query)


def test_opening_and_lines_add_up_to_what_the_ledger_says(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    first = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    second = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    client.force_login(lamp.seller.user)
    page = open_page(client).context
    statement = page["statement"]
    assert [row.order for row in page["told"]] == [first, second]
    assert statement.opening == Money.zero("EUR")
    changes = total((line.change for line in statement.lines), "EUR")
    assert statement.opening + changes == statement.closing == books.payable(first.seller)
    assert statement.lines[-1].balance == statement.closing
    books.assert_right()


def test_money_given_back_after_a_case_names_its_order(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    from disputes import answering

    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    second = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    dispute = doings.complain(order)
    answering.accept(dispute, by=order.seller.user)
    client.force_login(order.seller.user)
    answer = open_page(client)
    lines = answer.context["told"]
    assert [row.order for row in lines] == [order, second, order]
    assert lines[-1].line.change == Money(-4315, "EUR")
    assert "Given back to a buyer after a case" in answer.content.decode()
    books.assert_right()


def test_each_page_begins_where_the_older_one_ends(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    doings.delivered(ben, lamp, quantity=2)
    Stock.objects.update(on_hand=100)
    for _ in range(statements.PER_PAGE):
        receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    doings.let_pass(days=8)
    client.force_login(lamp.seller.user)
    newer = open_page(client)
    assert "Older lines" in newer.content.decode()
    older = open_page(client, before=newer.context["statement"].older)
    assert "Newest lines" in older.content.decode()
    newer, older = newer.context["statement"], older.context["statement"]
    assert (len(older.lines), len(newer.lines)) == (1, statements.PER_PAGE)
    assert older.opening == Money.zero("EUR")
    assert older.closing == newer.opening == Money(4315, "EUR")
    assert newer.closing == books.payable(lamp.seller)


@pytest.mark.parametrize("figure", ["held", "waiting"])
def test_the_orders_behind_a_figure_add_up_to_it(
    client: Client, monday: datetime, ben: User, lamp: Listing, figure: str
) -> None:
    doings.delivered(ben, lamp)
    doings.buy(ben, lamp, quantity=2)
    client.force_login(lamp.seller.user)
    answer = open_page(client, of=figure)
    held = total((line.held for line in answer.context["lines"]), "EUR")
    assert held == getattr(answer.context["takings"], figure)
    assert held.minor > 0


def test_the_reserve_has_its_own_lines(
    client: Client, monday: datetime, ben: User, bowl: Listing
) -> None:
    doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    client.force_login(bowl.seller.user)
    statement = open_page(client, of="reserve").context["statement"]
    assert statement.closing == books.of("seller_reserve", owner=f"seller:{bowl.seller_id}")
    assert len(statement.lines) == 1


def test_an_empty_account_says_what_would_fill_it(client: Client, lamp: Listing) -> None:
    client.force_login(lamp.seller.user)
    assert "Nothing has moved here yet" in open_page(client).content.decode()
    assert "No money is here now" in open_page(client, of="held").content.decode()


def test_nonsense_in_the_address_is_no_error(client: Client, lamp: Listing) -> None:
    client.force_login(lamp.seller.user)
    assert open_page(client, of="x", currency="XXX", before="-7").status_code == 200
    assert open_page(client, before="9" * 40).status_code == 200
