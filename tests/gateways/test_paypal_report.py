"""PayPal's report of a day as our books read it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from requests.exceptions import ConnectionError

from escrow import clock, gateways
from escrow.gateways import Gateway, ReportLine
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.paypal import PayPal
from tests.peers.paypal.ledger import MOST_PER_PAGE
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(paypal: PayPal) -> Gateway:
    return gateways.get("paypal")


def lines(gateway: Gateway, day: date | None = None) -> list[ReportLine]:
    return list(gateway.report(day or clock.now().date()))


def test_what_paypal_keeps_is_a_line_of_its_own(
    paypal: PayPal, gateway: Gateway, ben: User
) -> None:
    paypal.ledger.fee = 189
    charge = asked.charge(ben, "paypal", LAMP, {})
    gateway.start(charge)
    paypal.orders.buyer_agrees(charge.pk)
    reference = gateway.fetch(charge).reference
    assert [(line.what, line.reference, line.amount.minor) for line in lines(gateway)] == [
        ("charge", reference, 4690),
        ("fee", f"{reference}_fee", -189),
    ]
    assert {line.at for line in lines(gateway)} == {clock.now()}


@pytest.mark.parametrize(
    ("code", "minor", "what"),
    [
        ("T0006", 100, "charge"),
        ("T0000", 100, "charge"),
        ("T0001", -100, "payout"),
        ("T1114", 100, "payout"),
        ("T1115", 100, "payout"),
        ("T1107", -100, "refund"),
        ("T1201", -100, "chargeback"),
        ("T1202", 100, "chargeback"),
        ("T1106", -100, "chargeback"),
        ("T1110", -100, "chargeback"),
        ("T0106", -100, "fee"),
        ("T1108", 100, "fee"),
        ("T0400", -100, "settlement"),
        ("T0403", -100, "settlement"),
        ("T0300", 100, "settlement"),
        ("T0200", -100, "other"),
        ("T1900", 100, "other"),
        ("T9999", -100, "other"),
    ],
)
def test_each_code_has_a_meaning_and_none_is_left_out(
    paypal: PayPal, gateway: Gateway, code: str, minor: int, what: str
) -> None:
    paypal.ledger.write(code, "9GS80322P28628837", Money(minor, "EUR"))
    assert [(line.what, line.amount.minor) for line in lines(gateway)] == [(what, minor)]


@pytest.mark.parametrize(("status", "count"), [("S", 1), ("V", 1), ("P", 0), ("D", 0)])
def test_what_waits_or_was_denied_has_not_moved(
    paypal: PayPal, gateway: Gateway, status: str, count: int
) -> None:
    paypal.ledger.write("T0006", "9GS80322P28628837", LAMP, status=status)
    assert len(lines(gateway)) == count


def test_a_long_day_is_read_page_by_page(paypal: PayPal, gateway: Gateway) -> None:
    for number in range(MOST_PER_PAGE + 1):
        paypal.ledger.write("T0006", f"T{number}", Money(1, "JPY"))
    assert len({line.reference for line in lines(gateway)}) == MOST_PER_PAGE + 1


def test_a_day_is_a_day_in_utc_to_its_last_second(paypal: PayPal, gateway: Gateway) -> None:
    for moment in (
        datetime(2026, 3, 3, 0, 0, 0, tzinfo=UTC),
        datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 4, 0, 0, 0, tzinfo=UTC),
    ):
        clock.move_to(moment)
        paypal.ledger.write("T0006", moment.strftime("T%d%H"), LAMP)
    by_day = {
        day: [each.reference for each in lines(gateway, date(2026, 3, day))] for day in (3, 4)
    }
    assert by_day == {3: ["T0300", "T0323"], 4: ["T0400"]}


def test_a_report_that_cannot_be_had_is_no_empty_one(paypal: PayPal, gateway: Gateway) -> None:
    with paypal.losing_calls(), pytest.raises(ConnectionError):
        lines(gateway)
    clock.advance(timedelta(days=1))
    assert lines(gateway) == []


def test_a_chargeback_that_no_dispute_explains_keeps_no_other_line_away(
    paypal: PayPal, gateway: Gateway
) -> None:
    paypal.ledger.write("T1201", "7WS12245FC301664X", Money(-100, "EUR"), about="9GS80322P2862")
    paypal.ledger.write("T0006", "9GS80322P28628837", LAMP)
    paypal.instead["/v1/customer/disputes"] = Response(404, b'{"name": "RESOURCE_NOT_FOUND"}')
    assert [(line.what, line.about) for line in lines(gateway)] == [
        ("chargeback", ""),
        ("charge", ""),
    ]
