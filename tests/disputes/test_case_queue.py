"""The queue of our staff: the most urgent first, narrowed, taken, given back, and the next one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from disputes import answering, appealing, keeping_away, queue, reviewing, urgency
from disputes.models import Dispute
from disputes.queue import NothingWaits
from disputes.reviewing import NotYours
from escrow import clock
from marketplace.models import Listing, User, Variant
from tests import doings, factories, queries
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
QUEUE = "/admin/disputes/dispute/"


@pytest.fixture(autouse=True)
def plenty(lamp: Listing) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=90)


def contested(
    buyer: User, lamp: Listing, *, quantity: int = 1, reason: str = "ND-DAMAGED"
) -> Dispute:
    order = doings.delivered(buyer, lamp, quantity=quantity)
    opened = doings.complain(order, reason)
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def shown(client: Client, **asked: str) -> list[str]:
    """The order numbers of the cases on the page, from the top."""
    page = client.get(QUEUE, asked)
    return [row.dispute.order.number for row in page.context["rows"]]


def test_the_day_is_brought_forward_by_amount_and_by_who_waits(ben: User, lamp: Listing) -> None:
    """Six hours, twice for a middle amount, three times: a first purchase at a first sale."""
    first = contested(ben, lamp)
    assert (first.band, first.urgent_for) == ("middle", ["first_purchase", "first_sale"])
    assert first.decide_by is not None
    assert first.urgent_at == first.decide_by - timedelta(hours=36)
    second = contested(ben, lamp, quantity=5)
    assert (second.band, second.urgent_for) == ("large", [])
    assert second.decide_by is not None
    assert second.urgent_at == second.decide_by - timedelta(hours=18)


def test_much_more_than_somebody_usually_pays_weighs(ben: User, lamp: Listing) -> None:
    for _ in range(2):
        doings.buy(ben, lamp)
    assert "much_for_them" in contested(ben, lamp, quantity=4).urgent_for
    assert "much_for_them" not in contested(ben, lamp, quantity=2).urgent_for


def test_a_large_sum_and_a_danger_come_before_what_is_due_on_the_same_day(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    doings.buy(ben, lamp)
    orders = [doings.delivered(ben, lamp, quantity=count) for count in (5, 1, 1)]
    cases = [
        doings.complain(order, reason)
        for order, reason in zip(orders, ("ND-DAMAGED", "ND-DAMAGED", "ND-UNSAFE"), strict=True)
    ]
    for case in cases:
        answering.contest(case, by=lamp.seller.user, text="It left whole.")
    client.force_login(sofia)
    large, plain, danger = (case.order.number for case in cases)
    assert shown(client) == [large, danger, plain]


def test_the_clocks_are_said_in_words_with_how_near_they_are(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    case = contested(ben, lamp)
    client.force_login(sofia)

    def clocks() -> list[tuple[str, str]]:
        [row] = client.get(QUEUE).context["rows"]
        return [(one.words, one.css) for one in row.clocks]

    assert clocks() == [("First look", "safe"), ("Decision", "safe")]
    clock.advance(timedelta(hours=25))
    assert clocks() == [("First look", "lost"), ("Decision", "safe")]
    assert shown(client, clock="untouched") == [case.order.number]
    reviewing.take(case, by=sofia)
    clock.advance(timedelta(hours=30))
    assert clocks() == [("Decision", "act")]
    assert shown(client, clock="soon") == [case.order.number]
    clock.advance(timedelta(hours=30))
    assert clocks() == [("Decision", "lost")]
    assert "was due" in client.get(QUEUE).content.decode()
    assert shown(client, clock="late") == [case.order.number]
    assert shown(client, clock="untouched") == []


def test_it_is_narrowed_by_what_one_looks_for(
    client: Client, ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    small, large = contested(ben, lamp), contested(ben, lamp, quantity=5, reason="ND-DEFECT")
    open_one = doings.complain(doings.delivered(ben, lamp))
    reviewing.take(small, by=sofia)
    client.force_login(sofia)
    a, b, c = (case.order.number for case in (small, large, open_one))
    assert set(shown(client)) == {a, b}
    assert shown(client, whose="me") == [a]
    assert shown(client, whose="nobody") == [b]
    assert shown(client, whose=str(otto.pk)) == []
    assert shown(client, band="large") == [b]
    assert shown(client, reason="ND-DEFECT") == [b]
    assert shown(client, stands="awaiting_seller") == [c]
    assert set(shown(client, stands="all")) == {a, b, c}
    assert shown(client, stands="all", q=c.lower()) == [c]
    assert shown(client, stands="over") == []
    assert "No case is like that." in client.get(QUEUE, {"band": "small"}).content.decode()


@pytest.mark.parametrize("nonsense", [{"whose": "x' OR 1=1"}, {"stands": "draft"}, {"after": "?"}])
def test_what_is_no_choice_narrows_nothing(
    client: Client, ben: User, lamp: Listing, sofia: User, nonsense: dict[str, str]
) -> None:
    case = contested(ben, lamp)
    client.force_login(sofia)
    assert shown(client, **nonsense) == [case.order.number]


def test_the_next_one_is_the_most_urgent_that_one_may_have(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    cara = factories.person("cara@example.com", "Cara Close")
    keeping_away.declare(by=sofia, email=cara.email, kind="family")
    hers = contested(cara, lamp, quantity=5, reason="ND-UNSAFE")
    late, near = contested(ben, lamp), contested(ben, lamp)
    assert now(hers).urgent_at < now(late).urgent_at, "the most urgent one is not for Sofia"
    client.force_login(sofia)
    page = client.post(QUEUE, {"next": "1"})
    assert page.url == f"{QUEUE}{late.pk}/change/"
    client.post(QUEUE, {"next": "1"})
    assert {now(case).assignee for case in (late, near)} == {sofia}
    page = client.post(QUEUE, {"next": "1"}, follow=True)
    assert "Nothing waits here that you could take." in page.content.decode()
    assert now(hers).assignee is None


def test_one_is_taken_and_given_back_in_the_list(
    client: Client, ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    case = contested(ben, lamp)
    client.force_login(sofia)
    for _ in range(2):
        client.post(f"{QUEUE}?band=middle", {"take": str(case.pk)})
    assert now(case).assignee == sofia
    client.force_login(otto)
    client.post(QUEUE, {"hand_back": str(case.pk)})
    assert now(case).assignee == sofia, "nobody takes it out of a colleague's hands"
    client.force_login(sofia)
    answer = client.post(f"{QUEUE}?band=middle", {"hand_back": str(case.pk)})
    assert answer.url == f"{QUEUE}?band=middle"
    assert now(case).waits_for_somebody()
    assert client.post(QUEUE, {"take": "nothing"}).status_code == 404


def test_an_appeal_is_taken_and_given_back_too(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    case = contested(ben, lamp)
    doings.propose(case, by=sofia, outcome="release")
    doings.let_pass(hours=49)
    appealing.appeal(now(case), by=ben, grounds="The carrier's own photo.")
    assert now(case).waits_for_somebody()
    with pytest.raises(NothingWaits):
        queue.take_next({}, by=sofia)
    assert queue.take_next({}, by=otto).pk == case.pk
    assert (now(case).state, now(case).assignee) == ("appealed", otto)
    reviewing.hand_back(now(case), by=otto)
    assert now(case).waits_for_somebody()


def test_a_stranger_and_who_may_only_read_take_nothing(
    client: Client, ben: User, lamp: Listing, mallory: User
) -> None:
    case = contested(ben, lamp)
    reader = factories.reader("reader@example.com", "view_dispute")
    for person, code in ((mallory, 302), (ben, 302), (reader, 403)):
        client.force_login(person)
        for step in ({"next": "1"}, {"take": str(case.pk)}):
            assert client.post(QUEUE, step).status_code == code
        with pytest.raises(NotYours):
            queue.take_next({}, by=person)
    assert now(case).assignee is None
    client.force_login(reader)
    assert "Give me the next one" not in client.get(QUEUE).content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    contested(ben, lamp)
    client.force_login(sofia)

    def more() -> None:
        for _ in range(3):
            contested(ben, lamp)

    little, much = queries.before_and_after(client, QUEUE, more)
    assert little == much
    assert much < 14


def test_the_queue_is_one_index(ben: User, lamp: Listing) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = queue.narrowed({}, ben).order_by("urgent_at", "id")[:50].explain()
    assert "queue_by_urgency" in plan
    assert "Sort" not in plan


def test_what_waits_for_us_never_falls_out_of_the_queue(ben: User, lamp: Listing) -> None:
    case = contested(ben, lamp)
    with pytest.raises(IntegrityError, match="in_the_queue"), transaction.atomic():
        Dispute.objects.filter(pk=case.pk).update(urgent_at=None)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_next_one_get_two(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    for _ in range(2):
        contested(ben, lamp)
    got = at_once(lambda: queue.take_next({}, by=sofia), lambda: queue.take_next({}, by=otto))
    assert all(isinstance(one, Dispute) for one in got), got
    assert set(Dispute.objects.values_list("assignee", flat=True)) == {sofia.pk, otto.pk}


def test_each_fact_has_its_words() -> None:
    assert set(urgency.FACTS) == set(urgency.WORDS)
