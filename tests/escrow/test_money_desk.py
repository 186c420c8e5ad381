"""The money desk: what needs finance now, where the money is, and one page for each thing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from disputes import answering
from escrow import clock, gateways, money_figures, money_jobs, payout_lots, reconciliation
from escrow.chart import Kind
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import Account, Deadline, JournalEntry, Payout, SandboxMove
from escrow.money import Money
from marketplace.models import Listing, User, Variant
from tests import books, doings, factories, queries
from tests.marketplace.test_custody import Capped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
TIMEOUT_TAKEN = "4000000000000341"
DESK, FUND, CAPS = "/admin/escrow/desk/", "/admin/escrow/fund/", "/admin/escrow/caps/"
PAGES = (DESK, FUND, CAPS)


@pytest.fixture
def fay(client: Client, db: None) -> User:
    """She looks after the money, and is signed in."""
    found = factories.finance("fay@example.com")
    client.force_login(found)
    return found


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def at(thing: object) -> str:
    name = thing._meta.model_name  # type: ignore[attr-defined]
    return f"/admin/escrow/{name}/{thing.pk}/change/"  # type: ignore[attr-defined]


def stranger_in_the_report() -> None:
    SandboxMove.objects.create(
        what="charge",
        reference="sb_stranger",
        about="sb_stranger",
        operation_key="00000000-0000-0000-0000-000000000007",
        amount_minor=1200,
        currency="EUR",
        at=clock.now(),
    )
    clock.advance(timedelta(days=1))
    reconciliation.reconcile(gateways.get("sandbox"), (clock.now() - timedelta(days=1)).date())


def test_a_quiet_day_says_so(client: Client, fay: User) -> None:
    page = read(client, DESK)
    assert "Nothing needs you now" in page
    assert "Calls without a clear answer" in page


def test_each_thing_that_waits_is_a_link_with_its_count_and_amount(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    doings.pay(doings.place(ben, lamp), card=TIMEOUT_TAKEN)
    doings.buy(ben, lamp)
    stranger_in_the_report()
    Deadline.objects.create(
        subject_type="hold", subject_id="1", kind="release", due_at=clock.now(), state="dead"
    )
    page = read(client, DESK)
    assert "What needs you now" in page
    assert "/admin/escrow/deadline/?state__exact=dead" in page
    assert "/admin/escrow/reportdifference/?settled_at__isempty=1" in page
    assert "12.00" in page
    for each in money_jobs.waiting():
        assert not each.more


def test_a_long_list_is_only_said_to_be_longer(client: Client, fay: User) -> None:
    Deadline.objects.bulk_create(
        Deadline(subject_type="hold", subject_id=str(n), kind="x", due_at=clock.now(), state="dead")
        for n in range(120)
    )
    assert "100+" in read(client, DESK)


def test_the_figures_are_those_of_the_books(ben: User, lamp: Listing, bowl: Listing) -> None:
    doings.buy(ben, bowl)
    doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    (euro,) = money_figures.figures().figures
    held = Account.objects.filter(kind=Kind.ESCROW).values_list("balance_minor", flat=True)
    assert euro.held.minor == sum(held)
    assert euro.payable == books.payable(lamp.seller)
    assert euro.fund == books.of(Kind.GUARANTEE_FUND)


@pytest.mark.parametrize("address", PAGES)
def test_who_may_not_look_is_refused(client: Client, sofia: User, address: str) -> None:
    client.force_login(sofia)
    assert client.get(address).status_code == 403
    assert client.post(FUND, {"value": "1"}).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_an_entry_is_two_columns_that_come_to_the_same(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    hold = doings.delivered(ben, lamp).lines.get().hold
    doings.let_pass(days=9)
    entry = JournalEntry.objects.get(key=f"release:{hold.pk}")
    page = read(client, at(entry))
    assert "Released to the seller" in page
    assert page.count("46.90") == 3  # what was held, and both sums
    assert "Ada&#x27;s Lamps" in page, page[page.index("<main") :]
    found = client.get("/admin/escrow/journalentry/", {"q": f"release:{str(hold.pk)[:8]}"})
    assert found.context["cl"].result_list.get() == entry


def test_an_account_shows_its_statement(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    account = Account.objects.get(kind=Kind.SELLER_PAYABLE, owner=f"seller:{lamp.seller_id}")
    page = read(client, at(account))
    assert "Opening" in page
    assert "Closing" in page
    assert books.payable(lamp.seller).format() in page
    found = client.get("/admin/escrow/account/", {"q": account.owner})
    assert account in found.context["cl"].result_list


def test_a_hold_tells_its_whole_story(client: Client, fay: User, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    dispute = doings.complain(order)
    page = read(client, at(order.lines.get().hold))
    for words in ("46.90", order.number, "a dispute", dispute.reference, "It arrived"):
        assert words in page
    found = client.get("/admin/escrow/hold/", {"q": order.number})
    assert found.context["cl"].result_list.get() == order.lines.get().hold


def test_a_payout_tells_which_sales_it_paid_and_hides_the_account(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=9)
    first = doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    doings.pay_out(lamp.seller)
    second = doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    doings.pay_out(lamp.seller)
    older, newer = Payout.objects.order_by("created_at")[:2]
    page = read(client, at(newer))
    assert second.number in page
    assert first.number not in page
    assert first.number in read(client, at(older))
    assert "000123456789" not in page
    assert "··6789" in page


def test_part_of_a_balance_pays_the_oldest_sales_first(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=9)
    orders = [doings.delivered(ben, lamp) for _n in range(2)]
    doings.let_pass(days=9)
    doings.name_account(lamp.seller)
    one = books.payable(lamp.seller).minor // 2
    doings.pay_out(lamp.seller, leave=one - 100)
    payout = Payout.objects.get()
    lots = [(lot.hold.line.order, lot.amount.minor) for lot in payout_lots.of(payout)]
    assert lots == [(orders[1], 100), (orders[0], one)]
    page = read(client, at(payout))
    assert all(order.number in page for order in orders)


@pytest.fixture
def capped() -> Iterator[Capped]:
    gateway = Capped()
    gateways.register(gateway)
    yield gateway
    gateways.register(SandboxGateway())


def test_caps_are_named_by_the_day_on_which_they_end(
    client: Client, fay: User, capped: Capped, ben: User, lamp: Listing, bowl: Listing
) -> None:
    old = doings.send(doings.buy(ben, lamp))
    ends = clock.now() + timedelta(days=28)
    doings.travel(old, days=13)
    assert "No cap comes near" in read(client, CAPS)
    doings.travel(old, days=2)
    doings.buy(ben, bowl)
    page = read(client, CAPS)
    assert f'datetime="{ends:%Y-%m-%d}' in page
    assert "46.90" in page
    assert "30.40" not in page
    assert "Providers&#x27; caps that come near" in read(client, DESK)


def test_a_top_up_counts_once_and_names_who_wrote_it_down(client: Client, fay: User) -> None:
    typed = {"value": "500.00", "currency": "EUR", "reference": "GF-1"}
    page = client.post(FUND, typed, follow=True).content.decode()
    assert books.of(Kind.GUARANTEE_FUND) == Money(50_000, "EUR")
    assert "500.00 EUR" in page
    assert str(fay) in page
    again = client.post(FUND, typed).content.decode()
    assert "in the books already" in again
    assert 'value="GF-1"' in again
    wrong = client.post(FUND, {**typed, "value": "5,x", "reference": "GF-2"}).content.decode()
    assert "Write an amount" in wrong
    assert 'value="GF-2"' in wrong
    assert books.of(Kind.GUARANTEE_FUND) == Money(50_000, "EUR")
    books.assert_right()


def test_the_fund_tells_whom_it_paid_and_who_decided(
    client: Client, fay: User, sofia: User, ben: User, lamp: Listing
) -> None:
    client.post(FUND, {"value": "500", "currency": "EUR", "reference": "GF-1"})
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    doings.pay_out(lamp.seller)
    doings.let_pass(days=1)
    dispute = doings.complain(order)
    answering.contest(dispute, by=lamp.seller.user, text="It was whole.")
    doings.decide(dispute, by=sofia, outcome="refund", reasons="The photos show it.")
    page = read(client, FUND)
    assert order.number in page
    assert "Out, in advance for sellers" in page
    books.assert_right()


def test_reading_alone_fills_nothing(client: Client, sofia: User) -> None:
    reader = factories.finance("reader@example.com", "look_at_money")
    client.force_login(reader)
    typed = {"value": "500.00", "currency": "EUR", "reference": "GF-1"}
    assert "Doing it needs another right" in client.post(FUND, typed).content.decode()
    assert books.of(Kind.GUARANTEE_FUND) == Money(0, "EUR")


LISTS = (
    "account",
    "journalentry",
    "hold",
    "operation",
    "paymentevent",
    "payment",
    "refund",
    "deadline",
)


def test_desk_and_lists_ask_as_much_for_thirty_as_for_three(
    client: Client, fay: User, ben: User, lamp: Listing, monday: datetime
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    addresses = [DESK, *(f"/admin/escrow/{name}/" for name in LISTS)]

    def buy(times: int) -> None:
        for turn in range(times):
            doings.buy(ben, lamp) if turn % 3 else _unknown(ben, lamp)

    buy(3)
    few = {address: queries.of_page(client, address) for address in addresses}
    buy(27)
    assert {address: queries.of_page(client, address) for address in addresses} == few


def _unknown(ben: User, lamp: Listing) -> None:
    doings.pay(doings.place(ben, lamp), card=TIMEOUT_TAKEN)
