"""What every gateway must do, whoever stands behind it. A gateway brings an adapter and no tests."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from escrow import clock, gateways, inbox
from escrow.gateways import (
    Answer,
    BankState,
    Capabilities,
    ForgedMessage,
    Gateway,
    NotOffered,
    ReportLine,
    Status,
)
from escrow.models import Chargeback, Operation
from escrow.money import Money
from escrow.registered import GATEWAYS
from marketplace.models import User
from sellers.models import Seller
from tests.gateways import asked
from tests.gateways.adapters import ADAPTERS, Adapter
from tests.gateways.plugging import plugged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LAMP = Money(4690, "EUR")
AMOUNTS = [LAMP, Money(1001, "JPY"), Money(1_234_567, "KWD"), Money(1, "EUR")]


def test_every_gateway_has_an_adapter() -> None:
    assert set(ADAPTERS) == set(GATEWAYS)


@pytest.fixture(params=sorted(GATEWAYS))
def name(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[str]:
    with plugged_in(request.param, settings, tmp_path):
        yield request.param


@pytest.fixture
def gateway(name: str) -> Gateway:
    return gateways.get(name)


@pytest.fixture
def able(gateway: Gateway) -> Capabilities:
    return gateway.capabilities()


@pytest.fixture
def adapter(name: str, ben: User) -> Adapter:
    return ADAPTERS[name](ben)


Charge = Callable[..., Operation]


@pytest.fixture
def charge(adapter: Adapter, gateway: Gateway) -> Charge:
    """A charge that is written down and not sent yet."""

    def write(details: dict[str, str] | None = None, amount: Money = LAMP) -> Operation:
        adapter.can_pay(amount)
        chosen = adapter.succeeds if details is None else details
        return asked.charge(adapter.buyer, gateway.name, amount, chosen)

    return write


@pytest.fixture
def paid(charge: Charge, gateway: Gateway, adapter: Adapter) -> Operation:
    """A charge that succeeded."""
    operation = charge()
    return asked.know(operation, adapter.pay(gateway, operation))


def lines(gateway: Gateway, what: str = "") -> list[ReportLine]:
    return [line for line in gateway.report(clock.now().date()) if not what or line.what == what]


class TestCharges:
    @pytest.mark.parametrize("amount", AMOUNTS, ids=str)
    def test_the_answer_the_capture_and_the_report_name_the_exact_amount(
        self,
        gateway: Gateway,
        able: Capabilities,
        charge: Charge,
        adapter: Adapter,
        amount: Money,
    ) -> None:
        if not able.takes(amount.currency):
            adapter.cannot(f"take {amount.currency}")
        operation = charge(amount=amount)
        answer = adapter.pay(gateway, operation)
        assert (answer.status, answer.amount) == (Status.SUCCEEDED, amount)
        assert answer.reference
        assert [taken.amount for taken in gateway.captures(operation)] == [amount]
        assert [line.amount for line in lines(gateway, "charge")] == [amount]

    def test_the_same_key_is_charged_once(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        answer = adapter.pay(gateway, operation)
        assert gateway.start(operation) == answer
        assert len(lines(gateway, "charge")) == 1

    def test_the_same_key_with_another_amount_is_not_charged_again(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        adapter.pay(gateway, operation)
        operation.amount_minor += 100
        assert gateway.start(operation).amount in (LAMP, None)
        assert [line.amount for line in lines(gateway, "charge")] == [LAMP]

    def test_fetch_agrees_with_start(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        assert adapter.pay(gateway, operation) == gateway.fetch(operation)

    def test_a_declined_charge_says_why_and_takes_nothing(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        if adapter.declines is None:
            adapter.cannot("decline")
        operation = charge(adapter.declines)
        answer = adapter.pay(gateway, operation)
        assert answer.status == Status.DECLINED
        assert answer.code
        assert gateway.fetch(operation).status == Status.DECLINED
        assert [*gateway.captures(operation), *lines(gateway)] == []

    def test_a_lost_answer_is_found_by_asking(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        with adapter.lose_answers():
            assert unclear(lambda: gateway.start(operation))
        answer = gateway.fetch(operation)
        if answer.status == Status.REQUIRES_ACTION:
            adapter.finish(operation)
            answer = gateway.fetch(operation)
        is_taken = answer.status == Status.SUCCEEDED
        assert is_taken or (answer.status, answer.code) == NEVER
        assert len(lines(gateway, "charge")) == is_taken

    def test_a_lost_call_never_happened(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        with adapter.lose_calls():
            assert unclear(lambda: gateway.start(operation))
        clock.advance(adapter.patience)
        assert gateway.fetch(operation).code == "never_arrived"
        assert lines(gateway) == []

    def test_once_said_that_it_never_arrived_it_cannot_arrive_later(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        clock.advance(adapter.patience)
        assert (gateway.fetch(operation).status, gateway.fetch(operation).code) == NEVER
        assert gateway.start(operation).status == Status.DECLINED
        assert gateway.fetch(operation).status == Status.DECLINED
        assert [*gateway.captures(operation), *lines(gateway)] == []

    def test_money_taken_twice_is_seen(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge(adapter.take_again())
        answer = adapter.pay(gateway, operation)
        taken = list(gateway.captures(operation))
        assert len({each.reference for each in taken}) == 2
        assert answer.reference in {each.reference for each in taken}
        assert {line.operation_id for line in lines(gateway, "charge")} == {str(operation.pk)}


class TestWaiting:
    def test_it_names_a_page_and_succeeds_when_the_buyer_has_done_it(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge(waits(adapter))
        answer = gateway.start(operation)
        assert answer.status == Status.REQUIRES_ACTION
        assert answer.next_url
        assert gateway.fetch(operation) == answer
        adapter.finish(operation)
        assert gateway.fetch(operation).status == Status.SUCCEEDED

    def test_void_ends_the_waiting_for_good(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge(waits(adapter))
        gateway.start(operation)
        assert gateway.void(operation).status == Status.DECLINED
        adapter.finish(operation)
        assert gateway.fetch(operation).status == Status.DECLINED
        assert lines(gateway) == []

    def test_void_of_what_was_paid_changes_nothing(self, gateway: Gateway, paid: Operation) -> None:
        assert gateway.void(paid).status == Status.SUCCEEDED
        assert len(lines(gateway, "charge")) == 1

    def test_void_of_what_never_arrived_closes_the_key(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        operation = charge()
        clock.advance(adapter.patience)
        assert gateway.void(operation).status == Status.DECLINED
        assert gateway.start(operation).status == Status.DECLINED
        assert lines(gateway) == []


class TestRefunds:
    def test_in_parts_until_nothing_is_left(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        for minor in (1, 4000, 689):
            answer = adapter.refund(gateway, asked.refund(paid, Money(minor, "EUR")))
            assert (answer.status, answer.amount) == (Status.SUCCEEDED, Money(minor, "EUR"))
        assert refused(adapter.refund(gateway, asked.refund(paid, Money(1, "EUR"))))
        assert sum(line.amount.minor for line in lines(gateway)) == 0

    def test_never_more_than_was_taken(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        assert refused(adapter.refund(gateway, asked.refund(paid, LAMP + Money(1, "EUR"))))
        assert lines(gateway, "refund") == []
        assert not refused(adapter.refund(gateway, asked.refund(paid, LAMP)))

    def test_the_same_key_sends_once(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        operation = asked.refund(paid, Money(1000, "EUR"))
        answer = adapter.refund(gateway, operation)
        assert gateway.refund(operation) == answer == gateway.fetch(operation)
        assert [line.amount for line in lines(gateway, "refund")] == [Money(-1000, "EUR")]

    def test_once_said_that_it_never_arrived_it_cannot_arrive_later(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        operation = asked.refund(paid, LAMP)
        clock.advance(adapter.patience)
        assert (gateway.fetch(operation).status, gateway.fetch(operation).code) == NEVER
        assert refused(gateway.refund(operation))
        assert lines(gateway, "refund") == []

    def test_one_that_comes_back_says_so_and_is_reported_both_ways(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        operation = asked.refund(paid, LAMP)
        adapter.refund(gateway, operation)
        adapter.bounce(operation)
        assert gateway.fetch(operation).status == Status.RETURNED
        assert [line.amount for line in lines(gateway, "refund")] == [-LAMP, LAMP]
        assert len({line.object_reference for line in lines(gateway, "refund")}) == 1


class TestPayouts:
    def test_it_is_under_way_then_paid_and_reported_once(
        self, gateway: Gateway, able: Capabilities, adapter: Adapter, ada: Seller
    ) -> None:
        operation = pay_out(able, gateway, ada, adapter.pays_to)
        assert gateway.payout(operation).status in (Status.PENDING, Status.SUCCEEDED)
        assert gateway.payout(operation) == gateway.fetch(operation)
        adapter.arrive(operation)
        assert gateway.fetch(operation).status == Status.SUCCEEDED
        assert [line.amount for line in lines(gateway, "payout")] == [-LAMP]

    def test_a_refused_one_says_why_and_moves_nothing(
        self, gateway: Gateway, able: Capabilities, adapter: Adapter, ada: Seller
    ) -> None:
        operation = pay_out(able, gateway, ada, adapter.refuses_to)
        assert refused(gateway.payout(operation))
        assert refused(gateway.fetch(operation))
        assert lines(gateway) == []

    def test_one_that_comes_back_after_it_was_paid(
        self, gateway: Gateway, able: Capabilities, adapter: Adapter, ada: Seller
    ) -> None:
        operation = pay_out(able, gateway, ada, adapter.pays_to)
        gateway.payout(operation)
        adapter.arrive(operation)
        adapter.come_back(operation)
        answer = gateway.fetch(operation)
        assert (answer.status, bool(answer.code)) == (Status.RETURNED, True)
        assert [line.amount for line in lines(gateway, "payout")] == [-LAMP, LAMP]

    def test_once_said_that_it_never_arrived_it_cannot_arrive_later(
        self, gateway: Gateway, able: Capabilities, adapter: Adapter, ada: Seller
    ) -> None:
        operation = pay_out(able, gateway, ada, adapter.pays_to)
        clock.advance(adapter.patience)
        assert (gateway.fetch(operation).status, gateway.fetch(operation).code) == NEVER
        assert refused(gateway.payout(operation))


class TestChargebacks:
    def test_taken_contested_and_won(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        reference = adapter.charge_back(paid)
        case = gateway.bank_case(reference)
        assert (case.state, case.amount, case.operation_id) == (
            BankState.TAKEN,
            LAMP,
            str(paid.pk),
        )
        assert case.respond_by is not None
        ours = asked.chargeback(paid, reference)
        for _ in range(2):
            assert gateway.contest(ours, {"order": "HF-1"}).status == Status.SUCCEEDED
        adapter.decide(reference, won=True)
        decided = gateway.bank_case(reference)
        assert (decided.state, decided.was_taken) == (BankState.WON, True)
        assert [line.amount for line in lines(gateway, "chargeback")] == [-LAMP, LAMP]

    def test_what_a_bank_has_taken_is_not_refunded_as_well(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        reference = adapter.charge_back(paid)
        assert refused(gateway.refund(asked.refund(paid, Money(1, "EUR"))))
        adapter.decide(reference, won=False)
        assert gateway.bank_case(reference).state == BankState.LOST
        assert refused(gateway.refund(asked.refund(paid, Money(1, "EUR"))))


class TestReports:
    def test_every_success_is_there_once_with_a_reference_of_its_own(
        self, gateway: Gateway, able: Capabilities, charge: Charge, adapter: Adapter
    ) -> None:
        other = Money(1001, "JPY" if able.takes("JPY") else "EUR")
        first, second = charge(), charge(amount=other)
        for operation in (first, second):
            asked.know(operation, adapter.pay(gateway, operation))
        back = asked.refund(first, Money(690, "EUR"))
        adapter.refund(gateway, back)
        if adapter.declines:
            adapter.pay(gateway, charge(adapter.declines))
        reported = {(line.operation_id, line.amount) for line in lines(gateway)}
        assert reported == {
            (str(first.pk), LAMP),
            (str(second.pk), other),
            (str(back.pk), Money(-690, "EUR")),
        }
        assert len({line.reference for line in lines(gateway)}) == 3

    def test_each_day_has_its_own_lines_and_reads_the_same_again(
        self, gateway: Gateway, charge: Charge, adapter: Adapter
    ) -> None:
        adapter.pay(gateway, charge())
        day = clock.now().date()
        clock.advance(timedelta(days=1))
        adapter.pay(gateway, charge(amount=Money(100, "EUR")))
        before, after = (list(gateway.report(day + timedelta(days=n))) for n in (-1, 1))
        assert [line.amount for line in gateway.report(day) if line.what == "charge"] == [LAMP]
        assert list(gateway.report(day)) == list(gateway.report(day))
        assert (before, [line.amount for line in after]) == ([], [Money(100, "EUR")])


class TestMessages:
    @pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'"x"', b"\xff\xfe", b'{"id": 1}'])
    def test_a_forged_one_is_refused(self, gateway: Gateway, body: bytes) -> None:
        for headers in ({}, {"Sandbox-Signature": "0" * 64}, {"Stripe-Signature": "t=1,v1=0"}):
            with pytest.raises(ForgedMessage):
                gateway.parse_webhook(headers, body)

    def test_a_true_one_with_another_body_is_refused(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        for headers, body in adapter.messages():
            with pytest.raises(ForgedMessage):
                gateway.parse_webhook(headers, body.replace(str(paid.pk).encode(), b"x"))

    def test_it_names_our_operation_and_is_kept_once(
        self, gateway: Gateway, paid: Operation, adapter: Adapter
    ) -> None:
        sent = adapter.messages()
        assert {gateway.parse_webhook(*message).operation_id for message in sent} == {str(paid.pk)}
        for message in [*sent, *reversed(sent)]:
            inbox.receive(gateway.name, *message)
            assert not inbox.receive(gateway.name, *message)


class TestCapabilities:
    def test_what_is_not_offered_says_so_and_what_is_offered_does_not(
        self, gateway: Gateway, able: Capabilities, paid: Operation, ada: Seller
    ) -> None:
        if not able.pays_out:
            operation = asked.payout(ada, gateway.name, LAMP, "0000")
            with pytest.raises(NotOffered):
                gateway.payout(operation)
        if not able.has_chargebacks:
            with pytest.raises(NotOffered):
                gateway.bank_case("anything")
            with pytest.raises(NotOffered):
                gateway.contest(Chargeback(payment=paid.the_payment), {})

    def test_it_has_a_title_that_people_can_read(self, able: Capabilities) -> None:
        assert able.title


NEVER = (Status.DECLINED, "never_arrived")


def unclear(call: Callable[[], Answer]) -> bool:
    """No answer, in whichever way the gateway says it."""
    try:
        return call().status == Status.UNKNOWN
    except OSError:
        return True


def refused(answer: Answer) -> bool:
    return answer.status == Status.DECLINED and bool(answer.code)


def waits(adapter: Adapter) -> dict[str, str]:
    if adapter.waits is None:
        adapter.cannot("let a charge wait")
    return adapter.waits or {}


def pay_out(able: Capabilities, gateway: Gateway, seller: Seller, account: str) -> Operation:
    if not able.pays_out:
        pytest.skip("this gateway pays nothing out")
    return asked.payout(seller, gateway.name, LAMP, account)


def test_only_what_the_settings_name_is_on_by_itself(settings: Settings) -> None:
    assert [each.name for each in gateways.available()] == settings.HOLDFAST_GATEWAYS
