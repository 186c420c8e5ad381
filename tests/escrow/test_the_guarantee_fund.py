"""The guarantee fund's books: every figure is the ledger's, and opening + in - out = closing."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from disputes import answering, short_fund
from disputes.models import Dispute
from escrow import clock, fund, fund_books
from escrow.chart import Kind
from escrow.models import Deadline, FundMonth, Notice
from escrow.money import Money
from escrow.recovery import FundIsShort
from marketplace import receipt
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def bought_with_plus(ben: User, lamp: Listing) -> Order:
    order = doings.delivered(ben, lamp, plus=True)
    receipt.confirm_receipt(order.number, by=ben)
    fund.sweep_plus_fees()
    return order


def paid_by_the_fund(ben: User, ada: Seller, lamp: Listing) -> Order:
    """Released, paid out, and then the seller agrees that it was broken."""
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(ada)
    answering.accept(doings.complain(order), by=ada.user)
    return order


@transaction.atomic
def made_good(order: Order, minor: int) -> None:
    fund.make_good(order.lines.get().hold, eur(minor), why="test")


def assert_like_the_ledger(found: fund_books.Books) -> None:
    assert found.now == books.of(Kind.GUARANTEE_FUND)
    assert found.owed == books.of(Kind.FUND_ADVANCES)
    closing = eur(0)
    for month in found.months:
        assert month.opening == closing
        assert month.opening + month.sums.all == month.closing
        closing = month.closing
    assert closing == found.now
    books.assert_right()


def test_every_figure_is_the_ledgers_after_everything_that_can_happen(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    fund.top_up(eur(20_000), reference="opening")
    bought_with_plus(ben, lamp)
    doings.pay_out(ada)
    doings.let_pass(days=31)
    order = paid_by_the_fund(ben, ada, lamp)
    advanced = books.of(Kind.FUND_ADVANCES)
    clock.advance(timedelta(days=62))
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    made_good(order, 700)
    found = fund_books.books("EUR")
    assert found.total.of("operator") == eur(20_000)
    assert found.total.of("plus") == eur(141)
    assert found.total.of("advanced") == advanced
    assert found.total.of("repaid") == eur(2157), "half of the next sale, the odd cent hers"
    assert found.total.of("for_good") == eur(700)
    assert found.total.of("other") == eur(0)
    assert [month.first_day.month for month in found.months] == [3, 4, 5, 6]
    assert found.months[2].opening == found.months[2].closing, "a month without a movement"
    assert_like_the_ledger(found)


def test_the_books_cost_the_same_however_much_has_happened(
    ben: User, lamp: Listing, django_assert_num_queries: object
) -> None:
    fund.top_up(eur(20_000), reference="opening")
    rows = FundMonth.objects.count()
    for n in range(30):
        fund.top_up(eur(100), reference=f"more {n}")
    assert FundMonth.objects.count() == rows, "one row for a kind in a month"
    with django_assert_num_queries(1):
        found = fund_books.books("EUR")
    assert_like_the_ledger(found)


def test_each_currency_has_its_own_books() -> None:
    fund.top_up(eur(500), reference="a")
    fund.top_up(Money(900, "JPY"), reference="b")
    assert fund_books.currencies() == ["EUR", "JPY"]
    assert fund_books.books("JPY").now == Money(900, "JPY")
    assert fund_books.books("USD").months == []


def test_nobody_but_the_database_writes_the_sums() -> None:
    fund.top_up(eur(500), reference="a")
    for statement in (
        "UPDATE escrow_fundmonth SET amount_minor = 1",
        "DELETE FROM escrow_fundmonth",
        "INSERT INTO escrow_fundmonth (currency, month, kind, amount_minor)"
        " VALUES ('EUR', '2026-01-01', 'gift', 1)",
    ):
        with (
            pytest.raises(DatabaseError, match="denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    books.assert_right()


def test_a_payment_that_waits_for_the_fund_is_never_given_up_and_paid_at_once_after_a_top_up(
    monday: datetime, ben: User, ada: Seller, sofia: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(ada)
    dispute = doings.complain(order)
    answering.contest(dispute, by=ada.user, text="It left whole.")
    doings.propose(dispute, by=sofia, outcome="refund")
    doings.let_it_be_done(dispute)
    assert fund_books.waiting() == 1
    assert short_fund.alert_staff() == short_fund.alert_staff() == 1
    told = Notice.objects.filter(kind="fund_is_short", to=sofia)
    assert told.count() == 1, "once a day"
    doings.let_pass(days=5)
    short_fund.alert_staff()
    assert told.count() == 2
    waiting = Deadline.objects.waiting_for_the_fund().get()
    assert (waiting.kind, waiting.state) == ("execute", "pending")
    assert waiting.attempts > 8
    assert FundIsShort.__name__ in waiting.last_error
    books.assert_right()
    fund.top_up(eur(20_000), reference="at last")
    doings.let_pass(minutes=1)
    assert Dispute.objects.get().state == "resolved"
    assert fund_books.waiting() == short_fund.alert_staff() == 0
    assert_like_the_ledger(fund_books.books("EUR"))
