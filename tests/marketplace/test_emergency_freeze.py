"""Emergency freeze: one of our staff asks, another confirms, nothing is released for 72 hours."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from disputes import answering
from disputes.models import Dispute
from escrow import clock, deadlines
from escrow.models import AuditEntry, Deadline, EmergencyFreeze, Freeze, Hold, Notice
from escrow.money import Money
from marketplace import emergency_end, emergency_freeze, notices, receipt
from marketplace.emergency_freeze import CannotFreeze
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.journeys.test_who_is_told import assert_whole

pytestmark = pytest.mark.django_db
WHY = "Four parcels with the same tracking number"
TOLD = "We check the tracking numbers of your last parcels."


@pytest.fixture
def fay(db: None) -> User:
    return factories.finance("fay@example.com")


@pytest.fixture
def finn(db: None) -> User:
    return factories.finance("finn@example.com")


def ask(seller: Seller, by: User, reason: str = WHY) -> EmergencyFreeze:
    return emergency_freeze.ask(seller, by=by, reason=reason, words=TOLD)


def frozen(seller: Seller, fay: User, finn: User) -> EmergencyFreeze:
    return emergency_freeze.confirm(ask(seller, fay), by=finn)


def state(hold: Hold) -> str:
    return Hold.objects.values_list("state", flat=True).get(pk=hold.pk)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("to__email", flat=True))


def test_asking_alone_stops_nothing(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    hold = doings.delivered(ben, lamp).lines.get().hold
    row = ask(lamp.seller, fay)
    assert state(hold) == "inspecting"
    assert told("emergency_freeze_asked") == {"finn@example.com"}
    notices.send_waiting(100)
    assert Notice.objects.get(kind="emergency_freeze_asked").link == row.get_staff_url()
    doings.let_pass(days=8)
    assert state(hold) == "released"
    books.assert_right()


def test_two_people_stop_every_hold_of_the_seller_and_no_other(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing, fay: User, finn: User
) -> None:
    waits = doings.delivered(ben, lamp).lines.get().hold
    comes = doings.buy(ben, lamp).lines.get().hold
    other = doings.delivered(ben, bowl).lines.get().hold
    row = frozen(lamp.seller, fay, finn)
    assert (state(waits), state(comes), state(other)) == ("frozen", "frozen", "inspecting")
    causes = Freeze.objects.filter(ended_at=None).values_list("cause", "reference", "until")
    assert set(causes) == {("emergency", f"emergency:{row.pk}", clock.now() + timedelta(hours=72))}
    assert told("releases_stopped") == {"ada@example.com"}
    assert told("order_stands_still") == {"ben@example.com"}
    books.assert_right()


def test_what_they_are_told_is_whole(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    doings.buy(ben, lamp)
    emergency_end.end(frozen(lamp.seller, fay, finn), by=finn, words="It was right.")
    notices.send_waiting(100)
    mine = [
        "emergency_freeze_asked",
        "releases_stopped",
        "releases_go_on",
        "order_stands_still",
        "order_goes_on",
    ]
    sent = {notice.kind: notice for notice in Notice.objects.filter(kind__in=mine)}
    assert set(sent) == set(mine)
    for notice in sent.values():
        assert_whole(notice)
    assert WHY not in sent["releases_stopped"].body
    assert TOLD in sent["releases_stopped"].body


def test_nobody_releases_it_meanwhile(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    order = doings.delivered(ben, lamp)
    frozen(lamp.seller, fay, finn)
    with pytest.raises(receipt.NothingToConfirm):
        receipt.confirm_receipt(order.number, by=ben)
    clock.advance(timedelta(hours=71))
    deadlines.sweep()
    assert state(order.lines.get().hold) == "frozen"
    books.assert_right()


def test_after_72_hours_it_goes_on_by_itself(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    hold = doings.delivered(ben, lamp).lines.get().hold
    due = Hold.objects.get(pk=hold.pk).release_at
    row = frozen(lamp.seller, fay, finn)
    clock.advance(timedelta(hours=72))
    deadlines.sweep()
    row.refresh_from_db()
    hold = Hold.objects.get(pk=hold.pk)
    assert (row.state, row.ended_by, hold.state) == ("ended", None, "inspecting")
    assert hold.release_at == due + timedelta(hours=72)
    assert told("releases_go_on") == {"ada@example.com"}
    assert told("order_goes_on") == {"ben@example.com"}
    doings.let_pass(days=9)
    assert state(hold) == "released"
    books.assert_right()


def test_what_is_paid_meanwhile_stands_still_as_well(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing, fay: User, finn: User
) -> None:
    frozen(lamp.seller, fay, finn)
    clock.advance(timedelta(hours=5))
    placed = doings.place(ben, lamp, bowl)
    doings.pay(placed)
    by_shop = {order.seller.name: order.lines.get().hold.state for order in placed.orders.all()}
    assert by_shop == {"Ada's Lamps": "frozen", "Cleo Ceramics": "held"}
    hold = placed.orders.get(seller=lamp.seller).lines.get().hold
    assert hold.freezes.get().until == clock.now() + timedelta(hours=67)
    clock.advance(timedelta(hours=67))
    deadlines.sweep()
    assert state(hold) == "held"
    books.assert_right()


def test_who_asked_cannot_confirm_not_even_a_superuser(
    monday: datetime, ada: Seller, fay: User
) -> None:
    root = User.objects.create_superuser("root@example.com")
    row = ask(ada, root)
    with pytest.raises(CannotFreeze, match="Somebody else"):
        emergency_freeze.confirm(row, by=root)
    with pytest.raises(DatabaseError, match="two_people_freeze_a_seller"), transaction.atomic():
        moment = clock.now()
        EmergencyFreeze.objects.filter(pk=row.pk).update(
            confirmed_by=root, started_at=moment, until=moment + timedelta(hours=1)
        )


def test_who_has_no_right_asks_confirms_and_ends_nothing(
    monday: datetime, ada: Seller, fay: User, finn: User, mallory: User
) -> None:
    asker = factories.finance("asker@example.com", "ask_emergency_freeze")
    for nobody in (mallory, ada.user):
        with pytest.raises(CannotFreeze):
            ask(ada, nobody)
    row = ask(ada, fay)
    for nobody in (mallory, asker):
        with pytest.raises(CannotFreeze):
            emergency_freeze.confirm(row, by=nobody)
    emergency_freeze.confirm(row, by=finn)
    for nobody in (mallory, asker):
        with pytest.raises(CannotFreeze):
            emergency_end.end(row, by=nobody, words="Not needed.")
    assert AuditEntry.objects.filter(action="emergency_freeze_confirmed").count() == 2


def test_twice_is_told_and_changes_nothing(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    doings.buy(ben, lamp)
    row = ask(lamp.seller, fay)
    with pytest.raises(CannotFreeze, match="open already"):
        ask(lamp.seller, finn, "Something else")
    emergency_freeze.confirm(row, by=finn)
    with pytest.raises(CannotFreeze, match="nothing to confirm"):
        emergency_freeze.confirm(row, by=finn)
    assert Freeze.objects.count() == 1
    emergency_end.end(row, by=finn, words="The numbers are right.")
    with pytest.raises(CannotFreeze, match="ended already"):
        emergency_end.end(row, by=finn, words="Again.")
    books.assert_right()


def test_a_second_person_ends_it_early_and_who_asked_does_not(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    hold = doings.buy(ben, lamp).lines.get().hold
    row = frozen(lamp.seller, fay, finn)
    with pytest.raises(CannotFreeze, match="Somebody else"):
        emergency_end.end(row, by=fay, words="Never mind.")
    with pytest.raises(CannotFreeze, match="Say why"):
        emergency_end.end(row, by=finn, words="  ")
    emergency_end.end(row, by=finn, words="The carrier used one number for four parcels.")
    assert state(hold) == "held"
    books.assert_right()


def test_it_is_asked_again_only_with_new_reasons(
    monday: datetime, ada: Seller, fay: User, finn: User
) -> None:
    emergency_end.end(frozen(ada, fay, finn), by=finn, words="It was right.")
    with pytest.raises(CannotFreeze, match="what is new"):
        ask(ada, finn, f"  {WHY.upper()}  ")
    ask(ada, finn, "Two buyers got empty boxes")


def test_what_nobody_confirms_lapses_after_a_day(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    row = ask(lamp.seller, fay)
    clock.advance(timedelta(hours=24))
    deadlines.sweep()
    row.refresh_from_db()
    assert (row.state, told("releases_go_on")) == ("withdrawn", set())
    with pytest.raises(CannotFreeze):
        emergency_freeze.confirm(row, by=finn)
    ask(lamp.seller, fay)


def test_a_case_and_an_emergency_each_end_for_themselves(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    order = doings.delivered(ben, lamp)
    row = frozen(lamp.seller, fay, finn)
    doings.complain(order)
    emergency_end.end(row, by=finn, words="It was right.")
    hold = order.lines.get().hold
    assert state(hold) == "frozen"
    assert list(hold.freezes.filter(ended_at=None).values_list("cause", flat=True)) == ["dispute"]
    books.assert_right()


def decided_under_a_freeze(
    ben: User, lamp: Listing, sofia: User, fay: User, finn: User, **ruling: object
) -> Dispute:
    """Staff have decided; the seller is frozen an hour before it is done."""
    dispute = doings.complain(doings.delivered(ben, lamp))
    answering.contest(dispute, by=lamp.seller.user, text="It was whole.")
    doings.propose(dispute, by=sofia, **ruling)
    clock.move_to(Dispute.objects.get(pk=dispute.pk).comment_by)
    deadlines.sweep()
    clock.move_to(Dispute.objects.get(pk=dispute.pk).executes_at - timedelta(hours=1))
    frozen(lamp.seller, fay, finn)
    clock.advance(timedelta(hours=1))
    deadlines.sweep()
    return Dispute.objects.get(pk=dispute.pk)


def test_what_goes_back_whole_does_not_wait_for_it(
    monday: datetime, ben: User, lamp: Listing, sofia: User, fay: User, finn: User
) -> None:
    dispute = decided_under_a_freeze(ben, lamp, sofia, fay, finn, outcome="refund")
    assert dispute.state == "resolved"
    assert state(dispute.order.lines.get().hold) == "refunded"
    clock.advance(timedelta(hours=72))
    deadlines.sweep()
    assert EmergencyFreeze.objects.get().state == "ended"
    books.assert_right()


def test_what_would_reach_the_seller_waits_and_is_done_at_the_end(
    monday: datetime, ben: User, lamp: Listing, sofia: User, fay: User, finn: User
) -> None:
    split = {"outcome": "split", "refund": Money(1000, "EUR")}
    dispute = decided_under_a_freeze(ben, lamp, sofia, fay, finn, **split)
    assert dispute.state == "decided"
    for _hour in range(12):
        clock.advance(timedelta(hours=5))
        deadlines.sweep()
    assert state(dispute.order.lines.get().hold) == "frozen"
    clock.advance(timedelta(hours=12))
    deadlines.sweep()
    deadlines.sweep()
    assert state(dispute.order.lines.get().hold) == "split"
    assert not Deadline.objects.filter(state="dead").exists()
    books.assert_right()


def test_the_database_releases_nothing_to_a_frozen_seller(
    monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    hold = doings.delivered(ben, lamp).lines.get().hold
    frozen(lamp.seller, fay, finn)
    for forged in ("released", "inspecting"):
        with pytest.raises(DatabaseError, match="open freeze"), transaction.atomic():
            _sql("UPDATE escrow_hold SET state = %s WHERE id = %s", forged, hold.pk)
    with pytest.raises(DatabaseError, match="under an emergency freeze"), transaction.atomic():
        _sql("UPDATE escrow_freeze SET ended_at = now() WHERE hold_id = %s", hold.pk)
        _sql("UPDATE escrow_hold SET state = 'inspecting' WHERE id = %s", hold.pk)
        _sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="begins once"), transaction.atomic():
        EmergencyFreeze.objects.update(until=clock.now() + timedelta(hours=90))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        _sql("DELETE FROM escrow_emergencyfreeze")


def test_both_read_when_it_goes_on(
    client: Client, monday: datetime, ben: User, lamp: Listing, fay: User, finn: User
) -> None:
    order = doings.delivered(ben, lamp)
    frozen(lamp.seller, fay, finn)
    client.force_login(lamp.seller.user)
    for address in ("/desk/", "/desk/balance/"):
        page = client.get(address).content.decode()
        assert "Releases to you stand still" in page
        assert TOLD in page
        assert WHY not in page
    client.force_login(ben)
    page = client.get(f"/orders/{order.number}/").content.decode()
    assert "looking into something at the shop" in page
    assert "It goes on by itself by" in page
    assert "Something is wrong" in page
    doings.complain(order)
    assert "Something is wrong" not in client.get(f"/orders/{order.number}/").content.decode()


def _sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
