"""A seller's money month by month: page, CSV, PDF and API say the same, to the cent."""

import csv
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from pypdf import PdfReader

from escrow import clock, ledger, monthly
from escrow.money import Money, total
from marketplace import months_of_money, receipt, takings
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings, factories, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SALE = 4315  # 42.00 and 4.90 for sending, less our 8 %


@pytest.fixture
def lived(ben: User, lamp: Listing) -> Seller:
    """March: two sales, of which one is given back. April: one sale, and everything is paid out."""
    seller = lamp.seller
    doings.name_account(seller)
    for _ in range(2):
        order = receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    doings.answer_yes(doings.complain(order))
    clock.move_to(datetime(2026, 4, 2, 9, tzinfo=seller.zone))
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    doings.let_pass(days=9)
    return seller


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def test_each_month_begins_where_the_one_before_ended(lived: Seller) -> None:
    april, march = months_of_money.months(lived, "EUR")
    assert (march.code, april.code) == ("2026-03", "2026-04")
    # Two sales, and one of them back to its buyer: 2 x 43.15 - 43.15
    assert (march.opening, march.change, march.closing) == (eur(0), eur(SALE), eur(SALE))
    assert april.opening == march.closing
    # One more sale; on Monday 6 April the 43.15 left, on the 13th the rest would
    assert april.closing == ledger.balance(lived.payable, "EUR") == books.payable(lived)


def test_opening_and_every_line_are_together_closing(lived: Seller) -> None:
    for month in months_of_money.months(lived, "EUR"):
        found = months_of_money.of(lived, month.code, "EUR")
        assert found is not None
        period = found.period
        changes = total((row.line.change for row in found.told), "EUR")
        assert period.opening + changes == period.closing == month.closing
        assert total(period.sums.values(), "EUR") == changes == month.change
        assert all(row.order or row.payout for row in found.told)


def test_a_page_begins_where_the_one_before_ended(lived: Seller) -> None:
    ends = months_of_money.read(lived, "2026-03")
    assert ends is not None
    period = monthly.period(lived.payable, "EUR", *ends)
    seen, after, there = [], None, period.opening
    while True:
        page = monthly.page(lived.payable, "EUR", period, after=after, size=1)
        assert page.opening == there
        seen, there, after = [*seen, *page.lines], page.closing, page.onward
        if after is None:
            break
    assert (len(seen), there) == (3, period.closing)


def test_the_page_links_every_line(lived: Seller) -> None:
    client = signed_in(lived.user)
    shown = client.get("/desk/statements/").content.decode()
    assert "March 2026" in shown
    assert "/desk/statements/2026-03.pdf?currency=EUR" in shown
    march = client.get("/desk/statements/2026-03/").content.decode()
    assert march.count("/money/") == 3
    assert "Given back to a buyer after a case" in march
    april = client.get("/desk/statements/2026-04/").content.decode()
    assert "/desk/payouts/" in april


def test_the_csv_adds_up(lived: Seller) -> None:
    answer = signed_in(lived.user).get("/desk/statements/2026-03.csv")
    assert answer["Content-Disposition"].endswith('"holdfast-2026-03-EUR.csv"')
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))[1:]
    opening, *lines, closing = rows
    assert [row[4] for row in lines] == ["43.15", "43.15", "-43.15"]
    assert (opening[5], closing[5]) == ("0.00", "43.15")
    assert all(row[2].startswith("HF-") for row in lines)


def test_the_pdf_says_the_same(lived: Seller) -> None:
    answer = signed_in(lived.user).get("/desk/statements/2026-03.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    for words in ("Statement for March 2026", "Ada's Lamps", "€43.15", "Closing", "HF-"):
        assert words in text


def test_programs_read_figures_months_and_lines(lived: Seller) -> None:
    client = signed_in(lived.user)
    figures = client.get("/api/v1/takings/").json()[0]
    [known] = takings.of(lived)
    assert figures["available"]["minor"] == known.available.minor
    assert figures["transit"]["minor"] == known.transit.minor
    assert [month["code"] for month in client.get("/api/v1/statements/").json()] == [
        "2026-04",
        "2026-03",
    ]
    march = client.get("/api/v1/statements/2026-03/").json()
    changes = sum(line["change"]["minor"] for line in march["lines"])
    assert march["opening"]["minor"] + changes == march["closing"]["minor"] == SALE
    assert client.get("/api/v1/statements/2026-03.csv").status_code == 200


@pytest.mark.parametrize("code", ["2026-13", "nonsense", "2026-05", "1999-01"])
def test_there_is_no_such_month(lived: Seller, code: str) -> None:
    client = signed_in(lived.user)
    assert client.get(f"/desk/statements/{code}/").status_code == 404
    assert client.get(f"/desk/statements/{code}.csv").status_code == 404
    assert client.get(f"/api/v1/statements/{code}/").status_code == 404


def test_another_shop_reads_its_own_and_a_stranger_nothing(
    lived: Seller, cleo: Seller, mallory: User
) -> None:
    shown = signed_in(cleo.user).get("/desk/statements/2026-03/").content.decode()
    assert "HF-" not in shown
    assert signed_in(mallory).get("/desk/statements/2026-03.csv").status_code == 302
    assert signed_in(mallory).get("/api/v1/statements/").status_code == 404
    assert Client().get("/api/v1/takings/").status_code == 401
    assert signed_in(lived.user).get("/desk/statements/2026-03.exe").status_code == 404


def test_what_is_on_its_way_adds_up(ben: User, lamp: Listing) -> None:
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    doings.pay_out(lamp.seller)
    assert takings.of(lamp.seller)[0].transit == eur(SALE)
    answer = signed_in(lamp.seller.user).get("/desk/balance/?of=transit")
    assert total((one.amount for one in answer.context["payouts"]), "EUR") == eur(SALE)
    assert "€43.15" in answer.content.decode()
    doings.let_pass(days=5)
    assert takings.of(lamp.seller)[0].transit == eur(0)
    books.assert_right()


def test_pages_cost_the_same_with_more_lines(ben: User, lamp: Listing) -> None:
    stock = factories.listing(lamp.seller, lamp.category, "Lantern", stock=40)
    receipt.confirm_receipt(doings.delivered(ben, stock).number, by=ben)
    client = signed_in(lamp.seller.user)
    addresses = ["/desk/statements/", "/desk/statements/2026-03/", "/desk/charts/?span=12m"]
    little = [queries.of_page(client, address) for address in addresses]
    for _ in range(4):
        receipt.confirm_receipt(doings.delivered(ben, stock).number, by=ben)
    clock.advance(timedelta(hours=1))
    assert [queries.of_page(client, address) for address in addresses] == little
    assert max(little) <= 20
