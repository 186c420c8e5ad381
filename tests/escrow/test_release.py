"""One hold or a thousand: the same statements share the money out, to the cent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputes import answering
from escrow import clock, deadlines, holding, ledger, release, release_sql
from escrow.chart import Kind
from escrow.models import AuditEntry, Deadline, Hold, JournalEntry, Notice, Reserve
from escrow.money import Money
from marketplace import receipt
from marketplace.models import Category, Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.queries import of_deed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

amounts = st.integers(0, 10**12) | st.integers(0, 200)
bps = st.integers(0, 10_000)


@st.composite
def a_hold(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    """What a line may cost, and how much of it is still held."""
    names = ["goods_minor", "shipping_minor", "tax_minor", "plus_minor"]
    parts = {name: draw(amounts) for name in names} | {"goods_minor": draw(st.integers(1, 10**12))}
    held = draw(st.integers(1, sum(parts.values())))
    return parts | {"commission_bps": draw(bps), "reserve_bps": draw(bps)}, held


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(a_hold(), min_size=1, max_size=30))
def test_the_database_shares_out_as_the_pages_say(
    ben: User, ada: Seller, lines: list[tuple[dict[str, int], int]]
) -> None:
    holds = Hold.objects.bulk_create(
        Hold(id=uuid4(), buyer=ben, seller=ada, currency="EUR", created_at=clock.now(), **parts)
        for parts, _ in lines
    )
    held = [minor for _, minor in lines]
    with connection.cursor() as cursor:
        cursor.execute(release_sql.SHARED, {"ids": [h.pk for h in holds], "minor": held})
        shared = {row[0]: row[1:6] for row in cursor.fetchall()}
    for hold, minor in zip(holds, held, strict=True):
        said = holding.shares(hold, Money(minor, "EUR"))
        parts = [said.seller, said.reserve, said.commission, said.tax, said.plus]
        assert list(shared[str(hold.pk)]) == [part.minor for part in parts]


def test_parts_of_nothing_are_not_posted(ben: User, lamp: Listing, bowl: Listing) -> None:
    plain, full = doings.delivered(ben, lamp), doings.delivered(ben, bowl, plus=True)
    for order in (plain, full):
        receipt.confirm_receipt(order.number, by=ben)
    assert kinds_of(plain) == ["commission", "escrow", "seller_payable"]
    assert kinds_of(full) == [
        "commission",
        "escrow",
        "plus_due",
        "seller_payable",
        "seller_reserve",
    ]
    books.assert_right()


def test_what_is_kept_in_reserve_is_promised_for_its_day(ben: User, bowl: Listing) -> None:
    """25.50 and 4.90 postage, less 8 %: a tenth of 27.97 is kept for thirty days."""
    order = doings.delivered(ben, bowl)
    receipt.confirm_receipt(order.number, by=ben)
    kept = Reserve.objects.get()
    assert (kept.hold, kept.seller) == (order.lines.get().hold, order.seller)
    assert kept.amount == kept.left == Money(280, "EUR")
    assert kept.due_at == clock.now() + timedelta(days=30)
    promised = Deadline.objects.pending().get(kind="reserve_due")
    assert (promised.subject_id, promised.due_at) == (str(kept.hold_id), kept.due_at)
    books.assert_right()


def kinds_of(order: Order) -> list[str]:
    entry = JournalEntry.objects.get(key=f"release:{order.lines.get().hold_id}")
    return sorted(entry.postings.values_list("account__kind", flat=True))


def test_many_orders_are_released_as_each_would_be_alone(
    ben: User, mallory: User, lamp: Listing, bowl: Listing
) -> None:
    """Two buyers, two sellers, an order of two lines; one sweep."""
    orders = [doings.buy(ben, lamp, bowl), doings.buy(mallory, lamp)]
    orders = list(Order.objects.order_by("pk"))
    for order in orders:
        doings.arrive(doings.send(order))
    doings.let_pass(days=20)
    for order in orders:
        order.refresh_from_db()
        assert order.state == "completed"
        assert order.review_until == order.ended_at + timedelta(days=30)
        told = Notice.objects.filter(subject_id=str(order.pk), subject_type="order")
        released = told.filter(kind="money_released")
        assert {n.to_id for n in released} == {order.seller.user_id, order.buyer_id}
        assert {n.detail["minor"] for n in released} == {order.total_minor}
        assert [n.to_id for n in told.filter(kind="order_complete")] == [order.buyer_id]
        trail = AuditEntry.objects.filter(subject_type="order", subject_id=str(order.pk))
        assert trail.get(action="released").detail == {"amount": str(order.total)}
        assert trail.filter(action="completed", by=None).count() == 1
    assert not Deadline.objects.pending().exclude(kind="reserve_due").exists()
    books.assert_right()


def test_an_order_is_complete_with_its_last_hold(ben: User, lamp: Listing, lamps: Category) -> None:
    shade = factories.listing(lamp.seller, lamps, "Paper shade", price_minor=900)
    order = doings.delivered(ben, lamp, shade)
    first, last = [str(line.hold_id) for line in order.lines.all()]
    clock.advance(timedelta(days=8))
    receipt.release_on_silence([first])
    order.refresh_from_db()
    assert order.state == "delivered"
    receipt.release_on_silence([last])
    order.refresh_from_db()
    assert order.state == "completed"
    books.assert_right()


def test_what_is_frozen_or_over_is_not_released_with_the_others(ben: User, lamp: Listing) -> None:
    frozen, free = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
    doings.complain(frozen)
    clock.advance(timedelta(days=20))
    ids = [str(order.lines.get().hold_id) for order in (frozen, free)]
    receipt.release_on_silence(ids)
    assert [Hold.objects.get(pk=pk).state for pk in ids] == ["frozen", "released"]
    receipt.release_on_silence(ids)
    assert JournalEntry.objects.filter(kind="release").count() == 1
    books.assert_right()


def test_a_step_refuses_what_cannot_be_released(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    hold_id = order.lines.get().hold_id
    receipt.confirm_receipt(order.number, by=ben)
    with pytest.raises(release.NotReleasable), transaction.atomic():
        release.let_go([str(hold_id)])


def test_letting_go_without_booking_is_refused_at_commit(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    with pytest.raises(DatabaseError, match="its escrow account"), transaction.atomic():
        release.let_go([str(order.lines.get().hold_id)])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_one_release_is_at_most_twelve_statements(ben: User, lamp: Listing) -> None:
    """A seller's very first release opens accounts; later ones find them."""
    first, later = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
    assert of_deed(lambda: receipt.confirm_receipt(first.number, by=ben)) <= 12
    assert of_deed(lambda: receipt.confirm_receipt(later.number, by=ben)) <= 10
    books.assert_right()


def test_a_batch_asks_as_often_as_one_hold(ben: User, lamp: Listing) -> None:
    orders = [doings.delivered(ben, lamp) for _ in range(4)]
    clock.advance(timedelta(days=9))
    ids = [str(order.lines.get().hold_id) for order in orders]
    receipt.release_on_silence(ids[:1])
    one = of_deed(lambda: receipt.release_on_silence(ids[1:2]))
    assert of_deed(lambda: receipt.release_on_silence(ids[2:])) == one <= 10


def debt(seller: Seller) -> int:
    return ledger.balance(seller.receivable, "EUR").minor


def test_half_of_what_a_seller_earns_repays_the_fund(ben: User, lamp: Listing) -> None:
    """43.15 is earned; half of it, the odd cent left to the seller, goes to the fund."""
    doings.owe(lamp.seller, 10_000)
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    assert debt(lamp.seller) == 10_000 - 2157
    assert books.payable(lamp.seller) == Money(4315 - 2157, "EUR")
    assert books.of(Kind.GUARANTEE_FUND) == Money(2157, "EUR")
    assert books.of(Kind.FUND_ADVANCES) == Money(10_000 - 2157, "EUR")
    books.assert_right()


def test_no_more_is_repaid_than_is_owed(ben: User, lamp: Listing) -> None:
    doings.owe(lamp.seller, 15)
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    assert debt(lamp.seller) == 0
    assert books.payable(lamp.seller) == Money(4300, "EUR")
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    assert books.payable(lamp.seller) == Money(4300 + 4315, "EUR")
    books.assert_right()


def test_what_a_case_leaves_the_seller_repays_the_fund_too(ben: User, lamp: Listing) -> None:
    """20.00 of 46.90 go back; of the 24.75 that are earned then, half."""
    doings.owe(lamp.seller, 10_000)
    case = doings.complain(doings.delivered(ben, lamp), amount=Money(2000, "EUR"))
    answering.accept(case, by=lamp.seller.user)
    assert debt(lamp.seller) == 10_000 - 1237
    assert books.payable(lamp.seller) == Money(2475 - 1237, "EUR")
    books.assert_right()


def test_two_releases_of_one_batch_share_one_debt(ben: User, lamp: Listing, bowl: Listing) -> None:
    """The second repays what the first has left; a seller who owes nothing is not asked."""
    doings.owe(lamp.seller, 3000)
    for thing in (lamp, lamp, bowl):
        doings.delivered(ben, thing)
    clock.advance(timedelta(days=20))
    deadlines.sweep()
    repaid = JournalEntry.objects.filter(kind="repayment").order_by("id")
    assert [abs(entry.postings.all()[0].amount_minor) for entry in repaid] == [2157, 3000 - 2157]
    assert debt(lamp.seller) == 0
    assert books.payable(lamp.seller) == Money(2 * 4315 - 3000, "EUR")
    books.assert_right()
