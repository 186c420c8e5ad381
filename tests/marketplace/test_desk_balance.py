"""Where every cent of a seller went."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from escrow import fund
from escrow import statement as statements
from escrow.chart import Kind
from escrow.models import Recovery
from escrow.money import Money, total
from marketplace import receipt
from marketplace.models import Listing, User, Variant
from sellers.models import Seller
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
    Variant.objects.update(on_hand=100)
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


def test_what_the_fund_advanced_is_told_line_by_line_until_it_is_repaid(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    """Reserve, then balance, then the fund; then half of each sale, until nothing is owed."""
    from disputes import answering

    fund.top_up(Money(20_000, "EUR"), reference="opening")
    seller = lamp.seller
    Seller.objects.filter(pk=seller.pk).update(level="new")
    client.force_login(seller.user)
    assert "guarantee fund" not in main(open_page(client))
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(seller, leave=1000)
    answering.accept(doings.complain(order), by=seller.user)
    found = Recovery.objects.get()
    assert (found.from_reserve_minor, found.from_balance_minor) == (432, 1000)
    assert found.from_fund_minor == 4690 - 375 - 432 - 1000
    assert "You owe the guarantee fund €28.83" in main(open_page(client))
    books.assert_right()
    lamp.variants.update(price_minor=2500)
    lamp.refresh_from_db()
    sales = []
    while books.of(Kind.SELLER_RECEIVABLE, owner=seller.payable.owner):
        sales.append(doings.delivered(ben, lamp))
        receipt.confirm_receipt(sales[-1].number, by=ben)
    page = open_page(client, of="owed")
    told = [(str(row.words), row.order, row.line.change.minor) for row in page.context["told"]]
    assert told[0] == ("The guarantee fund paid a buyer for you", order, 2883)
    assert [row[1] for row in told[1:]] == sales
    assert {row[0] for row in told[1:]} == {"Repaid from what this sale brought"}
    assert sum(row[2] for row in told) == 0
    assert "You owe" not in main(page)
    assert "What you owed the guarantee fund, and repaid" in main(open_page(client))
    books.assert_right()


def main(answer: Any) -> str:
    """The words of the page without its head and foot."""
    page = answer.content.decode()
    bare = re.sub(r"<[^>]+>", "", page[page.index("<main") : page.index("</main>")])
    return " ".join(bare.split())
