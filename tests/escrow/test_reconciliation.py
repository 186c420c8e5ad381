"""A provider's report against our books: what differs is a row, and nothing is guessed."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from escrow import checking, clock, differences, gateways, operations, reconciliation
from escrow.chart import Kind
from escrow.differences import NotExplained
from escrow.gateways.sandbox import book, faults, provider
from escrow.models import (
    AuditEntry,
    JournalEntry,
    Operation,
    ReportDay,
    ReportDifference,
    SandboxMove,
    SandboxPayout,
    SandboxRefund,
)
from escrow.money import Money
from marketplace import fulfilment, schedule
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.gateways import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

TIMEOUT_TAKEN = "4000000000000341"


def yesterday() -> date:
    return clock.now().date() - timedelta(days=1)


def next_morning() -> list[ReportDifference]:
    clock.advance(timedelta(days=1))
    return reconciliation.reconcile(gateways.get("sandbox"), yesterday())


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


def test_a_day_on_which_everything_fits_has_no_difference(order: Order) -> None:
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    assert next_morning() == []
    day = ReportDay.objects.get()
    assert (day.day, day.lines) == (yesterday(), 3)
    books.assert_right()


def test_the_providers_fee_is_booked_once(order: Order) -> None:
    assert next_morning() == []
    assert reconciliation.reconcile(gateways.get("sandbox"), yesterday()) == []
    assert JournalEntry.objects.filter(kind="provider_fee").count() == 1
    assert books.of(Kind.PSP_FEES) == Money(66 + 25, "EUR")
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money(4690 - 91, "EUR")
    books.assert_right()


def test_what_the_provider_settled_to_our_bank_is_booked_once(order: Order) -> None:
    SandboxMove.objects.create(
        what="settlement",
        reference="settled_1",
        about="settled_1",
        operation_key="00000000-0000-0000-0000-000000000008",
        amount_minor=-4000,
        currency="EUR",
        at=clock.now(),
    )
    books.assert_right()
    assert next_morning() == []
    assert reconciliation.reconcile(gateways.get("sandbox"), yesterday()) == []
    assert books.of(Kind.BANK) == Money(4000, "EUR")
    books.assert_right()


def test_before_its_fee_is_booked_the_books_are_right_as_well(order: Order) -> None:
    clock.advance(timedelta(days=2))
    assert list(checking.differences()) == []


def test_what_is_not_clear_is_asked_before_anything_is_compared(ben: User, lamp: Listing) -> None:
    placed = doings.place(ben, lamp)
    with faults.raining(seed=1, messages_late=1):
        doings.pay(placed, TIMEOUT_TAKEN)
    assert next_morning() == []
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_money_that_we_know_nothing_of_is_a_row_until_it_is_explained(
    order: Order,
) -> None:
    sofia = factories.finance("fay@example.com")
    stranger = SandboxMove.objects.create(
        what="charge",
        reference="sb_stranger",
        about="sb_stranger",
        operation_key="00000000-0000-0000-0000-000000000007",
        amount_minor=1200,
        currency="EUR",
        at=clock.now(),
    )
    (row,) = next_morning()
    assert (row.kind, row.reference, row.ours_minor, row.theirs_minor) == (
        "not_in_our_books",
        "sb_stranger",
        None,
        1200,
    )
    assert reconciliation.reconcile(gateways.get("sandbox"), yesterday()) == [row]
    with pytest.raises(NotExplained):
        differences.settle_difference([row.pk], by=sofia, note="  ")
    assert differences.settle_difference([row.pk], by=sofia, note="Another shop's.") == 1
    assert reconciliation.reconcile(gateways.get("sandbox"), yesterday()) == []
    stranger.amount_minor = 1300
    stranger.save()
    assert row in reconciliation.reconcile(gateways.get("sandbox"), yesterday())
    trail = AuditEntry.objects.filter(subject_type="reportdifference", subject_id=row.pk)
    assert list(trail.order_by("pk").values_list("action", "by")) == [
        ("difference_found", None),
        ("difference_explained", sofia.pk),
    ]


def test_what_we_booked_and_no_report_has_is_a_row_that_comes_right_by_itself(
    order: Order,
) -> None:
    SandboxMove.objects.update(at=clock.now() + timedelta(days=30))
    (row,) = next_morning()
    assert (row.kind, row.ours_minor, row.theirs_minor) == ("not_in_the_report", 4690, None)
    SandboxMove.objects.update(at=clock.now() - timedelta(days=1))
    assert reconciliation.reconcile(gateways.get("sandbox"), yesterday()) == []
    row.refresh_from_db()
    assert row.settled_at is not None
    assert row.settled_by is None


def test_another_amount_is_a_row_with_both_amounts(order: Order) -> None:
    SandboxMove.objects.update(amount_minor=4700)
    (row,) = next_morning()
    assert (row.kind, row.ours_minor, row.theirs_minor) == ("other_amount", 4690, 4700)


def test_a_refund_that_only_the_report_says_has_bounced(order: Order) -> None:
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    faults.set_weather(holds_messages=True, calls_to_lose=0, answers_to_lose=0)
    provider.bounce(SandboxRefund.objects.get())
    assert next_morning() == []
    assert Operation.objects.get(kind="refund").returned_at is not None
    books.assert_right()


def test_the_providers_day_need_not_be_ours(ben: User, lamp: Listing) -> None:
    """It took the money at a minute to midnight, and we heard of it a quarter of an hour later."""
    clock.move_to(clock.now().replace(hour=23, minute=59))
    placed = doings.place(ben, lamp)
    with faults.raining(seed=1, messages_late=1):
        doings.pay(placed, TIMEOUT_TAKEN)
    clock.advance(timedelta(minutes=15))
    operations.ask_about_unanswered()
    assert placed.orders.get().state == "paid"
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    assert not ReportDifference.objects.exists()


def test_a_payout_is_compared_with_the_operation_that_sent_it(ada: Seller) -> None:
    operation = asked.payout(ada, "sandbox", Money(5000, "EUR"), "000123456789")
    gateways.get("sandbox").payout(operation)
    provider.arrive(SandboxPayout.objects.get())
    asked.know(operation, gateways.get("sandbox").fetch(operation))
    assert next_morning() == []


def test_every_day_that_was_missed_is_made_up_for(ben: User, lamp: Listing) -> None:
    for _ in range(3):
        doings.buy(ben, lamp)
        clock.advance(timedelta(days=5))
    assert reconciliation.reconcile_due() == 0
    days = ReportDay.objects.filter(gateway="sandbox")
    assert days.count() == 15
    assert JournalEntry.objects.filter(kind="provider_fee").count() == 3
    before = days.get(day=yesterday()).compared_at
    clock.advance(timedelta(minutes=1))
    reconciliation.reconcile_due()
    assert days.get(day=yesterday()).compared_at > before
    assert days.order_by("day").first().compared_at == before
    books.assert_right()


def test_a_report_that_cannot_be_had_is_asked_for_again(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(timedelta(days=1))
    with monkeypatch.context() as broken:
        broken.setattr(book, "report", _dead_line)
        reconciliation.reconcile_due()
    assert not ReportDay.objects.filter(gateway="sandbox").exists()
    reconciliation.reconcile_due()
    assert ReportDay.objects.filter(gateway="sandbox").count() == 1


def _dead_line(day: date) -> None:
    raise TimeoutError


def test_the_clock_does_it_several_times_a_day() -> None:
    for demo in (True, False):
        job = schedule.beat(demo=demo)["reports"]
        assert job["task"] == "escrow.tasks.reconcile_reports"
        assert job["schedule"] < 86_400


def test_only_the_demo_turns_the_pretend_providers_clock() -> None:
    assert "sandbox" in schedule.beat(demo=True)
    assert "sandbox" not in schedule.beat(demo=False)


def test_the_command_says_how_many_differ(order: Order, capsys: pytest.CaptureFixture[str]) -> None:
    SandboxMove.objects.update(amount_minor=4700)
    clock.advance(timedelta(days=1))
    with pytest.raises(SystemExit) as ended:
        call_command("reconcile", gateway="sandbox")
    assert ended.value.code == 1
    assert "ours 4690, theirs 4700 EUR" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        call_command("reconcile", day=date(2026, 1, 1))
    assert ended.value.code == 0


def test_staff_explain_a_difference_with_a_note_and_not_without(order: Order, db: None) -> None:
    SandboxMove.objects.update(amount_minor=4700)
    (row,) = next_morning()
    root = factories.person("root@example.com", "Root", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(root)
    page = "/admin/escrow/reportdifference/"
    assert "€46.90" in client.get(page).content.decode()
    asked_for = {"action": "explained", "_selected_action": [row.pk]}
    said = client.post(page, asked_for, follow=True).content.decode()
    assert "Say what the difference was" in said
    client.post(page, {**asked_for, "note": "Their typing error."})
    row.refresh_from_db()
    assert (row.settled_by, row.note) == (root, "Their typing error.")
