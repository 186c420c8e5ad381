"""The guarantee fund's books on a page and in the API: sums alone, and they add up."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from disputes import answering
from escrow import clock, fund
from escrow.chart import Kind
from escrow.money import Money
from marketplace import receipt
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def read(client: Client, address: str = "/guarantee-fund/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(bare.split())


def advanced(ben: User, ada: Seller, lamp: Listing) -> Order:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(ada)
    answering.accept(doings.complain(order), by=ada.user)
    return order


def test_before_anything_has_moved_it_says_what_it_is_for(client: Client) -> None:
    page = read(client)
    assert "It pays buyers when a seller cannot" in page
    assert "In the fund now €0.00" in page
    assert "Month by month" not in page


def test_anybody_reads_sums_that_are_the_ledgers(
    client: Client, ben: User, ada: Seller, lamp: Listing
) -> None:
    fund.top_up(eur(20_000), reference="opening")
    advanced(ben, ada, lamp)
    clock.advance(timedelta(days=31))
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    page = read(client)
    assert f"In the fund now {books.of(Kind.GUARANTEE_FUND).format()}" in page
    assert f"Sellers have still to repay {books.of(Kind.FUND_ADVANCES).format()}" in page
    assert "Repaid by sellers + €21.57" in page
    assert "Paid in advance for sellers -€43.15" in page
    assert "Other" not in page
    assert "March 2026" in page
    assert "April 2026" in page
    books.assert_right()


def test_it_names_nobody_and_no_single_payment(
    client: Client, ben: User, ada: Seller, lamp: Listing
) -> None:
    fund.top_up(eur(20_000), reference="a-secret-reference")
    order = advanced(ben, ada, lamp)
    for page in (read(client), client.get("/api/v1/guarantee-fund/").content.decode()):
        for word in (order.number, "Ben", "Ada", "seller:", "a-secret-reference", "recover"):
            assert word not in page


def test_each_currency_has_its_page(client: Client) -> None:
    fund.top_up(eur(500), reference="a")
    fund.top_up(Money(900, "JPY"), reference="b")
    assert "In the fund now ¥900" in read(client, "/guarantee-fund/?currency=JPY")
    assert "In the fund now €5.00" in read(client, "/guarantee-fund/?currency=XXX")


def test_a_program_reads_the_same_books(
    client: Client, ben: User, ada: Seller, lamp: Listing
) -> None:
    fund.top_up(eur(20_000), reference="opening")
    advanced(ben, ada, lamp)
    told = client.get("/api/v1/guarantee-fund/").json()
    (euros,) = told["currencies"]
    assert told["waiting"] == 0
    assert euros["now"]["minor"] == books.of(Kind.GUARANTEE_FUND).minor
    assert euros["owed"]["minor"] == euros["total"]["advanced"]["minor"]
    for month in euros["months"]:
        came = sum(month["sums"][way]["minor"] for way in ("plus", "operator", "repaid", "other"))
        went = sum(month["sums"][way]["minor"] for way in ("advanced", "for_good"))
        assert month["opening"]["minor"] + came - went == month["closing"]["minor"]


def test_the_page_costs_the_same_however_much_has_happened(client: Client) -> None:
    fund.top_up(eur(500), reference="first")

    def more() -> None:
        for n in range(20):
            fund.top_up(eur(500), reference=f"more {n}")
            clock.advance(timedelta(days=20))

    little, much = queries.before_and_after(client, "/guarantee-fund/", more)
    assert little == much
    assert "€105.00" in read(client)
