"""Every POST: by the right person once, by a stranger (404), by nobody (sign in), twice, too late.

A table of deeds; a test fails when an address of ours is in none of the lists, so that nothing is
untested because it was forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from disputes import agreeing, answering, offering, withdrawing
from disputes.execution import Terms
from disputes.models import Dispute, Mark, Offer
from escrow import clock
from escrow.models import Chargeback, JournalEntry, Refund
from escrow.money import Money
from marketplace import cancel_requests, fulfilment, receipt, reviewing, suspending
from marketplace.models import Checkout, Listing, Order, User
from marketplace.models.shipment import BY_HAND
from sellers.models import Sanction, Seller
from tests import answers, books, doings, factories
from tests.disputes import standings
from tests.kept import Kept
from tests.scenes import Scene, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STARS = {"stars": 5, "as_described": 5, "communication": 5, "dispatch": 5, "text": "Good."}


@dataclass
class World:
    """Who is there, and what they have."""

    ben: User
    ada: Seller
    lamp: Listing

    def bought(self) -> Order:
        return doings.buy(self.ben, self.lamp)

    def asked_to_cancel(self) -> Order:
        order = self.bought()
        cancel_requests.ask_to_cancel(order.number, by=self.ben, reason="mistake")
        return order

    def to_hand_over(self) -> Order:
        order = self.bought()
        doings.send(order, carrier=BY_HAND)
        return order

    def sent(self) -> Order:
        order = self.bought()
        doings.send(order)
        return order

    def delivered(self) -> Order:
        return doings.delivered(self.ben, self.lamp)

    def completed(self) -> Order:
        order = self.delivered()
        return receipt.confirm_receipt(order.number, by=self.ben)

    def reviewed(self) -> Order:
        """Both have said how it was."""
        order = self.completed()
        reviewing.rate(order, by=self.ben, stars=5, as_described=5, communication=5, dispatch=5)
        reviewing.rate_buyer(order, by=self.ada.user, stars=5)
        return order

    def case(self) -> Dispute:
        return doings.complain(self.delivered())

    def return_to_label(self) -> Dispute:
        return doings.agreed(self.delivered(), "return")

    def return_to_post(self) -> Dispute:
        return doings.to_be_posted(self.delivered())

    def return_to_inspect(self) -> Dispute:
        return doings.come_back(self.delivered())

    def to_send_again(self) -> Dispute:
        return doings.agreed(self.delivered(), "replacement")

    def sent_again(self) -> Dispute:
        return doings.here_again(self.delivered())

    def bank_case(self) -> Chargeback:
        doings.bank_asks(self.delivered())
        return Chargeback.objects.get()

    def stranded(self) -> Refund:
        """A cancelled order whose card takes no refund."""
        placed = doings.place(self.ben, self.lamp)
        doings.pay(placed, doings.CLOSED_CARD)
        order = placed.orders.get()
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        doings.let_pass(minutes=1)
        return Refund.objects.get()

    def offer(self) -> Offer:
        """The seller offers a little less than was asked."""
        case = self.case()
        return offering.make_offer(case, Terms(Money(4300, "EUR"), "partial"), by=self.ada.user)

    def talking(self) -> Dispute:
        return self.offer().dispute

    def agreed(self) -> Dispute:
        return agreeing.accept_offer(self.offer(), by=self.ben)

    def proposed(self) -> Dispute:
        """Staff would leave the money to the seller."""
        case = self.case()
        answering.contest(case, by=self.ada.user, text="It left whole.")
        staff = factories.staff("sofia@example.com", "Sofia")
        return doings.propose(case, by=staff, outcome="release").dispute

    def decided(self) -> Dispute:
        case = self.proposed()
        doings.let_pass(hours=49)
        return Dispute.objects.get(pk=case.pk)

    def marked(self) -> Mark:
        """Staff found a claim of the buyer's to be untrue."""
        staff = factories.staff("sofia@example.com", "Sofia")
        standings.false_claim(self.ben, self.lamp, by=staff)
        return Mark.objects.get()

    def suspended(self) -> Sanction:
        senior = factories.person("senior@example.com", "Otto", is_staff=True)
        senior.groups.add(Group.objects.get(name="senior"))
        return suspending.suspend(self.ben, by=senior, because="Stones.", days=10)

    def withdrawn(self) -> Dispute:
        return withdrawing.withdraw(self.case(), by=self.ben)

    def unpaid(self) -> Checkout:
        return doings.place(self.ben, self.lamp)


@dataclass(frozen=True)
class Deed:
    """`begin` makes the thing, `path` and `body` say what is sent; `too_late` is how long after."""

    name: str
    begin: Callable[[World], Any]
    path: Callable[[Any], list[Any]]
    body: Callable[[Any], dict[str, Any]] = lambda thing: {}
    by_seller: bool = False
    too_late: timedelta = timedelta(days=120)

    def address(self, thing: Any) -> str:
        return reverse(self.name, args=self.path(thing))


def number(order: Order) -> list[Any]:
    return [order.number]


def of_case(case: Dispute) -> list[Any]:
    return [case.order.number, case.pk]


def claim(order: Order) -> dict[str, Any]:
    line = order.lines.get()
    return {
        "reason": "ND-DAMAGED",
        **answers.typed("ND-DAMAGED"),
        "description": "Cracked.",
        f"line-{line.pk}": "on",
        f"quantity-{line.pk}": 1,
        "remedy": "refund",
        "photos": a_photo(line),
    }


def a_photo(thing: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("crack.jpg", doings.jpeg(), "image/jpeg")


OFFER = {"remedy": "partial", "amount": "43.00", "words": "Sorry."}
WORDS = {"words": "Look at the second photo."}
DEEDS = [
    Deed("receipt", World.delivered, number),
    Deed("extension", World.delivered, number),
    Deed("rating", World.completed, number, lambda order: STARS),
    Deed("desk_rating", World.completed, number, lambda order: {"stars": 5}, by_seller=True),
    Deed("desk_reply", World.reviewed, number, lambda order: {"text": "Thanks."}, by_seller=True),
    Deed("open_dispute", World.delivered, number, claim),
    Deed(
        "bank_answer",
        World.bank_case,
        lambda case: [Order.objects.get().number, case.pk],
        lambda case: {"words": "It was sent in time."},
        by_seller=True,
    ),
    Deed("refund", World.stranded, lambda refund: [refund.pk], lambda refund: {"choice": "again"}),
    Deed("checkout_departure", World.unpaid, lambda placed: [placed.pk]),
    Deed("checkout_payments", World.unpaid, lambda placed: [placed.pk]),
    Deed("dispute_withdrawal", World.case, of_case),
    Deed("dispute_change", World.case, of_case, lambda case: claim(case.order)),
    Deed("dispute_offers", World.case, of_case, lambda case: OFFER, by_seller=True),
    Deed(
        "offer_answer",
        World.offer,
        lambda offer: [*of_case(offer.dispute), offer.pk],
        lambda offer: {"answer": "accept"},
    ),
    Deed("dispute_undo", World.agreed, of_case),
    Deed("dispute_escalation", World.talking, of_case),
    Deed("dispute_comments", World.proposed, of_case, lambda case: WORDS),
    Deed("dispute_appeals", World.decided, of_case, lambda case: WORDS),
    Deed("dispute_waiver", World.decided, of_case),
    Deed(
        "standing_appeal",
        World.marked,
        lambda mark: [mark.pk],
        lambda mark: WORDS,
        too_late=timedelta(days=366),
    ),
    Deed(
        "decision_appeal",
        World.suspended,
        lambda sanction: [sanction.pk],
        lambda sanction: WORDS,
        too_late=timedelta(days=11),
    ),
    Deed("dispute_reopening", World.withdrawn, of_case),
    Deed("evidence_withdrawal", World.case, lambda case: [case.evidence.get().pk]),
    Deed("dispute_answer", World.case, of_case, lambda case: {"answer": "accept"}, by_seller=True),
    Deed(
        "return_label",
        World.return_to_label,
        of_case,
        lambda case: {"address": "Hafenstraße 3, Lübeck", "code": "KP-1"},
        by_seller=True,
    ),
    Deed(
        "return_parcel",
        World.return_to_post,
        of_case,
        lambda case: {"carrier": "Kelp Post", "tracking_number": "KR1"},
    ),
    Deed(
        "return_inspection",
        World.return_to_inspect,
        of_case,
        lambda case: {"answer": "accept"},
        by_seller=True,
    ),
    Deed(
        "dispute_replacement",
        World.to_send_again,
        of_case,
        lambda case: {"carrier": "Kelp Post"},
        by_seller=True,
    ),
    Deed("replacement_receipt", World.sent_again, of_case, lambda case: {"answer": "good"}),
    Deed(
        "desk_shipments",
        World.bought,
        number,
        lambda order: {
            "carrier": "Kelp Post",
            "tracking_number": "KP1",
            "lines": [line.pk for line in order.lines.all()],
        },
        by_seller=True,
    ),
    Deed(
        "desk_handover",
        World.to_hand_over,
        lambda order: [order.number, order.shipments.get().pk],
        lambda order: {"code": order.shipments.get().handover.code},
        by_seller=True,
    ),
    Deed(
        "desk_arrival",
        World.sent,
        lambda order: [order.number, order.shipments.get().pk],
        by_seller=True,
    ),
    Deed("desk_cancellation", World.bought, number, by_seller=True),
    Deed("order_cancel_requests", World.bought, number, lambda order: {"reason": "mistake"}),
    Deed("order_cancel_request_withdrawal", World.asked_to_cancel, number),
    Deed(
        "desk_cancel_answer",
        World.asked_to_cancel,
        number,
        lambda order: {"answer": "agree"},
        by_seller=True,
    ),
    Deed(
        "desk_refunds",
        World.bought,
        number,
        lambda order: {
            "confirmed": "yes",
            "line": order.lines.get().pk,
            "minor": 1000,
            "most": order.total_minor,
        },
        by_seller=True,
    ),
]
# May be repeated, and have no end: they add to a cart, a shop or a timeline, or move no money.
REPEATABLE = {
    "desk_tracking_number",
    "desk_bench",
    "desk_papers",
    "desk_tracking_file",
    "listing_reports",
    "desk_listing_appeals",
    "cart_items",
    "cart_item",
    "checkout",
    "sandbox_pay",
    "sandbox_event",
    "sandbox_deliveries",
    "sandbox_weather",
    "open_shop",
    "desk_listing_new",
    "desk_listing",
    "desk_copies",
    "desk_photos",
    "desk_stock",
    "desk_imports",
    "desk_import_run",
    "desk_sending",
    "lane_removal",
    "dispute_evidence",
    "set_language",
    "account_settings",
    "preferences",
    "account_balance",
    "account_calendar",
    "account_tokens",
    "token_ending",
    "account_addresses",
    "account_address",
    "account_data",
    "guest_account",
    "guest_keeping",
    "guest_entry",
    "guest_leaving",
    "account_departure",
    "departure_undoing",
    "address_usual",
    "address_removal",
    "listing_questions",
    "conversation",
    "order_messages",
    "message_report",
    "message_publication",
    "message_publication_removal",
    "desk_webhooks",
    "desk_webhook",
    "desk_webhook_secret",
    "desk_webhook_pause",
    "desk_webhook_removal",
    "desk_webhook_tests",
    "desk_webhook_again",
    "desk_replies",
    "desk_canned_reply",
    "desk_reply_removal",
    "desk_payouts",
    "desk_payout_account",
    "desk_connection",
    "desk_payout_schedule",
    "desk_payout_minimum",
    "desk_shop",
    "desk_away",
    "desk_picture_removal",
    "desk_verification",
    "demo_clock",
    "account_notices",
    "review_report",
    "inbox_read",
    "inbox_notice_read",
    "unsubscribe",
}
SIGNED_BY_A_PROVIDER = {"webhook", "carrier_webhook"}
READ_ONLY = {
    "robots",
    "sitemap",
    "sitemap_part",
    "message_photo",
    "message_photo_thumb",
    "messages",
    "bank_transfer",
    "home",
    "search",
    "category",
    "listing",
    "shop",
    "shop_reviews",
    "protection",
    "protection_history",
    "how_we_decide",
    "how_we_decide_under",
    "how_we_rate",
    "guarantee_fund",
    "cart",
    "checkout_return",
    "orders",
    "calendar_feed",
    "order_receipt",
    "order_record",
    "account_statements",
    "account_statement_file",
    "books",
    "book_days",
    "record_keys",
    "order",
    "order_money",
    "desk",
    "desk_balance",
    "desk_charts",
    "desk_number",
    "desk_numbers",
    "desk_statement",
    "desk_statement_file",
    "desk_statements",
    "desk_listings",
    "desk_export",
    "desk_import",
    "desk_import_errors",
    "desk_order",
    "desk_orders",
    "desk_slip",
    "desk_label",
    "desk_order_money",
    "desk_payout",
    "desk_connection_return",
    "dispute",
    "evidence",
    "evidence_page",
    "evidence_thumb",
    "evidence_original",
    "healthz",
    "metrics",
    "readyz",
    "outbox",
    "outbox_message",
    "outbox_letter",
    "inbox",
    "inbox_notice",
    "sandbox",
    "design",
    "account_decisions",
    "account_standing",
    "account_data_file",
    "guest",
}


# -- Begun once, and each test goes on from there -------------------------------------------


@dataclass
class Begun:
    """A deed that can be done now, to this thing."""

    deed: Deed
    world: World
    thing: Any

    @property
    def address(self) -> str:
        return self.deed.address(self.thing)

    @property
    def body(self) -> dict[str, Any]:
        return self.deed.body(self.thing)

    @property
    def person(self) -> Client:
        """Signed in as whoever may do it."""
        return client(self.world.ada.user if self.deed.by_seller else self.world.ben)

    @property
    def other(self) -> Client:
        return client(self.world.ben if self.deed.by_seller else self.world.ada.user)


@pytest.fixture(scope="module")
def uploads(scene: Scene) -> Path:
    return scene.files


@pytest.fixture(scope="module")
def shop(scene: Scene) -> Kept[World]:
    return Kept(World(scene.ben, scene.ada, scene.lamp), clock.now())


@pytest.fixture(scope="module", params=DEEDS, ids=lambda deed: deed.name)
def ready(shop: Kept[World], request: pytest.FixtureRequest) -> Iterator[Kept[Begun]]:
    with shop.gone_on_from() as world, taken_back():
        yield Kept(Begun(request.param, world, request.param.begin(world)), clock.now())


@pytest.fixture
def begun(ready: Kept[Begun]) -> Iterator[Begun]:
    with ready.gone_on_from() as begun:
        yield begun


@pytest.fixture(scope="module")
def complained(shop: Kept[World]) -> Iterator[Kept[tuple[World, Dispute]]]:
    with shop.gone_on_from() as world, taken_back():
        yield Kept((world, world.case()), clock.now())


def client(person: User | None = None) -> Client:
    made = Client()
    if person:
        made.force_login(person)
    return made


def entries() -> int:
    return JournalEntry.objects.count()


def test_the_right_person_does_it_once_and_is_told_the_second_time(begun: Begun) -> None:
    person = begun.person
    assert person.post(begun.address, begun.body).status_code in (302, 303)
    doings.let_pass(minutes=1)
    after_once = entries()
    again = person.post(begun.address, begun.body)
    assert again.status_code in (200, 302, 303)
    doings.let_pass(minutes=1)
    assert entries() == after_once
    books.assert_right()


def test_a_stranger_finds_nothing(begun: Begun, mallory: User, cleo: Seller) -> None:
    before = entries()
    for stranger in (mallory, cleo.user):
        response = client(stranger).post(begun.address, begun.body)
        assert response.status_code == 404
    assert entries() == before


def test_the_other_party_cannot_do_it_either(begun: Begun) -> None:
    before = entries()
    assert begun.other.post(begun.address, begun.body).status_code in (302, 303, 404)
    doings.let_pass(minutes=1)
    assert entries() == before


def test_nobody_is_asked_to_sign_in(begun: Begun) -> None:
    before = entries()
    response = client().post(begun.address, begun.body)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert entries() == before


def test_too_late_moves_nothing_and_says_so(begun: Begun) -> None:
    person = begun.person
    doings.let_pass(days=begun.deed.too_late.days)
    if begun.deed.name == "evidence_withdrawal":
        doings.let_pass(days=1)
    before = entries()
    assert clock.now() > thing_began(begun.thing)
    response = person.post(begun.address, begun.body, follow=True)
    assert response.status_code == 200
    doings.let_pass(minutes=1)
    assert entries() == before
    books.assert_right()


def thing_began(thing: Any) -> Any:
    names = ("placed_at", "opened_at", "created_at", "made_at", "at")
    return next(getattr(thing, name) for name in names if hasattr(thing, name))


def test_every_address_of_ours_is_in_a_list() -> None:
    ours = ("marketplace.views", "disputes.views")
    found = {
        pattern.name
        for pattern in get_resolver().url_patterns
        if getattr(getattr(pattern, "callback", None), "__module__", "").startswith(ours)
    }
    listed = {deed.name for deed in DEEDS} | REPEATABLE | SIGNED_BY_A_PROVIDER | READ_ONLY
    assert found <= listed, found - listed


@pytest.mark.parametrize("name", sorted(READ_ONLY - {"design"}))
def test_a_page_that_only_shows_changes_nothing_when_posted_to(
    name: str, complained: Kept[tuple[World, Dispute]]
) -> None:
    with complained.gone_on_from() as (world, case):
        nothing_changes(name, world, case)


def nothing_changes(name: str, world: World, case: Dispute) -> None:
    samples = {"slug": "lamps", "pk": world.lamp.pk, "number": case.order.number, "page": 1}
    samples |= {"key": case.pk, "token": "made-up", "month": "2026-03"}
    pattern = next(p for p in get_resolver().url_patterns if getattr(p, "name", "") == name)
    wanted = {key: samples[key] for key in pattern.pattern.converters if key in samples}
    by_uuid = (
        "message_photo",
        "message_photo_thumb",
        "dispute",
        "checkout_return",
        "desk_payout",
        "account_data_file",
        "desk_import",
        "desk_import_errors",
    )
    if name in by_uuid or name.startswith("evidence"):
        known = {"dispute": case.pk, "checkout_return": case.order.checkout_id}
        wanted["pk"] = known.get(name, case.evidence.get().pk)
    if (
        name.startswith(("desk_statement", "account_statement"))
        and "month" in pattern.pattern.converters
    ):
        wanted = {"month": "2026-03", "kind": "csv"}
        wanted = {key: wanted[key] for key in pattern.pattern.converters}
    if name == "desk_number":
        wanted = {"code": "late"}
    if name == "sitemap_part":
        wanted = {"kind": "listings", "number": 1}
    if name == "how_we_decide_under":
        wanted["number"] = case.order.policy_id
    before = entries()
    assert client(world.ben).post(reverse(name, kwargs=wanted)).status_code in (
        200,
        301,
        302,
        403,
        404,
        405,
    )
    assert entries() == before
