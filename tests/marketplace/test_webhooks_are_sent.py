"""A shop's program is told what happens: signed, once, in the API's shapes, again when it was away."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from standardwebhooks.webhooks import Webhook

from disputes import answering, drafting
from disputes.claims import Claim
from disputes.models import Dispute
from escrow import audit, clock
from escrow.models import Notice
from marketplace import calendar_feeds, notices, reporting
from marketplace.api.order_shapes import OrderSerializer
from marketplace.models import (
    Listing,
    Order,
    User,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from marketplace.webhooks import again, calling, keeping, kinds, sending, spreading
from sellers.models import Seller
from tests import doings, queries, receiver, rivals, talks
from tests.project.files import ROOT
from tests.receiver import Receiver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "loopback")]


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.1/32"]


@pytest.fixture
def program() -> Iterator[Receiver]:
    with receiver.running() as found:
        yield found


def listen(seller: Seller, program: Receiver, *events: str) -> tuple[WebhookEndpoint, str]:
    wanted = events or tuple(kinds.names())
    return keeping.add(by=seller.user, name="Shop", address=program.url, events=wanted)


def send() -> int:
    spreading.spread_all()
    return sending.send_waiting()


def bodies(program: Receiver) -> list[dict[str, Any]]:
    """In the order of the trail."""
    return sorted((json.loads(body) for _h, body in program.got), key=lambda one: one["timestamp"])


def test_a_message_is_signed_as_the_convention_says(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    _endpoint, secret = listen(ada, program, "order.paid")
    order = doings.buy(ben, lamp)
    assert send() == 1
    headers, body = program.got[0]
    told = Webhook(secret).verify(body, headers)
    assert (told["type"], told["data"]["number"]) == ("order.paid", order.number)
    with pytest.raises(Exception, match="signature"):
        Webhook(secret).verify(body.replace(b"paid", b"void"), headers)
    row = WebhookDelivery.objects.get()
    assert (row.state, row.attempts, row.tries.get().status) == ("delivered", 1, 200)
    assert row.tries.get().answer == "thanks"
    assert send() == 0


def test_a_whole_order_is_told_in_the_shape_of_the_api(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program)
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=40)
    send()
    told = bodies(program)
    assert {one["type"] for one in told} == {
        "order.placed",
        "order.paid",
        "order.shipped",
        "order.delivered",
        "order.released",
        "order.completed",
    }
    shape = set(OrderSerializer.Meta.fields)
    assert all(set(one["data"]) == shape for one in told)
    everything = json.dumps(told)
    for secret in ("Kastanienallee", ben.email, "4242"):
        assert secret not in everything, secret
    assert {one["data"]["number"] for one in told} == {order.number}


def test_a_case_a_message_and_a_listing_are_told(
    ada: Seller, ben: User, lamp: Listing, sofia: User, program: Receiver
) -> None:
    listen(
        ada, program, "dispute.opened", "dispute.changed", "message.received", "listing.taken_down"
    )
    order = doings.delivered(ben, lamp)
    case = doings.complain(order)
    answering.contest(case, by=ada.user, text="It left whole.")
    talks.about(order, "Call me: 0170 1234567", by=ben)
    reporting.freeze(lamp, by=sofia, reason="fake", words="The stamp is wrong.")
    send()
    told = {one["type"]: one["data"] for one in bodies(program)}
    assert set(told) == {
        "dispute.opened",
        "dispute.changed",
        "message.received",
        "listing.taken_down",
    }
    assert told["dispute.opened"]["id"] == str(case.pk)
    assert "0170" not in told["message.received"]["text"]
    assert told["message.received"]["order"] == order.number
    assert told["listing.taken_down"]["id"] == lamp.pk


def test_a_draft_of_a_case_is_its_writers_alone(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program)
    order = doings.delivered(ben, lamp)
    lines = {line.pk: line.quantity for line in order.lines.all()}
    drafting.save(order.number, Claim("ND-DAMAGED", "Cracked.", lines), by=ben)
    case = Dispute.objects.get()
    with transaction.atomic():  # whatever a row of the trail says
        audit.record(ben, "dispute_opened", case)
    send()
    assert not [one for one in bodies(program) if one["type"].startswith("dispute")]


def test_another_shop_is_told_nothing(
    ada: Seller, cleo: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(cleo, program)
    doings.buy(ben, lamp)
    assert send() == 0
    assert not WebhookEvent.objects.exists()


def test_while_nobody_listens_nothing_is_copied_and_nothing_more_is_asked(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    quiet = queries.of_deed(lambda: calendar_feeds.make_address(by=ben))
    doings.buy(ben, lamp)
    assert not WebhookEvent.objects.exists()
    listen(ada, program)
    doings.buy(ben, lamp)
    assert WebhookEvent.objects.exists()
    assert queries.of_deed(lambda: calendar_feeds.make_address(by=ben)) <= quiet + 1


def test_what_was_undone_is_not_told(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    """The copy is made in the transaction of the deed."""
    listen(ada, program)
    order = doings.buy(ben, lamp)
    send()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record(None, "shipped", order)
        raise ZeroDivisionError
    assert send() == 0


def test_it_is_tried_again_with_the_same_id_until_it_is_given_up(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program, "order.paid")
    program.status = 500
    doings.buy(ben, lamp)
    send()
    for pause in sending.PAUSES:
        assert sending.send_waiting() == 0
        row = WebhookDelivery.objects.get()
        assert row.next_try_at is not None
        waited = row.next_try_at - clock.now()
        assert pause <= waited <= pause * (1 + sending.LATER_BY)
        clock.advance(waited)
        WebhookEndpoint.objects.update(failing_since=None)
        sending.send_waiting()
    row = WebhookDelivery.objects.get()
    assert (row.state, len(program.got), len(set(program.ids))) == ("given_up", 10, 1)
    assert len({body for _headers, body in program.got}) == 1


def test_after_five_days_without_an_answer_it_is_stopped_and_its_shop_is_told(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    endpoint, _secret = listen(ada, program, "order.paid")
    program.status = 503
    doings.buy(ben, lamp)
    send()
    clock.advance(sending.STOPPED_AFTER)
    sending.send_waiting()
    endpoint.refresh_from_db()
    assert endpoint.state == "stopped"
    notice = Notice.objects.get(kind="webhook_stopped", to=ada.user)
    subject, body = notices.worded(notice)
    assert "Shop" in subject
    assert endpoint.get_absolute_url() in body
    doings.buy(ben, lamp)
    assert send() == 0
    program.status = 200
    keeping.go_on(endpoint.pk, by=ada.user)
    assert send() >= 1


def test_who_says_that_it_is_gone_is_stopped_at_once(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    endpoint, _secret = listen(ada, program, "order.paid")
    program.status = 410
    doings.buy(ben, lamp)
    send()
    endpoint.refresh_from_db()
    assert endpoint.state == "stopped"


def test_one_answer_makes_good_what_failed_before(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    endpoint, _secret = listen(ada, program, "order.paid")
    program.status = 500
    doings.buy(ben, lamp)
    send()
    program.status = 204
    clock.advance(timedelta(minutes=1))
    assert send() == 1
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_a_worker_that_dies_after_the_call_leaves_the_same_message(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program, "order.paid")
    doings.buy(ben, lamp)
    spreading.spread_all()
    (taken,) = sending._take(sending._fair(10))
    assert sending.call(taken).is_good  # and here it dies
    assert sending.send_waiting() == 0  # the lease is on it
    clock.advance(sending.LEASE)
    assert sending.send_waiting() == 1
    assert len(program.ids) == 2
    assert len(set(program.ids)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_one_try_twice(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program)
    program.sleeps = 0.05
    doings.buy(ben, lamp)
    rivals.at_once(spreading.spread_all, spreading.spread_all)
    sent = rivals.at_once(sending.send_waiting, sending.send_waiting, sending.send_waiting)
    assert sum(sent) == len(program.ids) == len(set(program.ids)) == 2  # type: ignore[arg-type]


def test_a_slow_program_is_left_alone_after_a_while_and_so_is_one_that_drips(
    ada: Seller, ben: User, lamp: Listing, program: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "WHOLE_SECONDS", 0.4)
    endpoint, _secret = listen(ada, program, "test.ping")
    program.sleeps = 1.0
    again.send_test(endpoint.pk, by=ada.user)
    assert send() == 0
    program.sleeps, program.drips = 0, True
    again.send_test(endpoint.pk, by=ada.user)
    clock.advance(timedelta(minutes=1))
    assert send() == 0
    tries = [one.tries.first() for one in WebhookDelivery.objects.all()]
    assert {one.trouble for one in tries} == {"slow"}
    assert all(one.milliseconds < 900 for one in tries)


def test_of_a_huge_answer_only_the_beginning_is_kept(ada: Seller, program: Receiver) -> None:
    endpoint, _secret = listen(ada, program, "test.ping")
    program.answer = b"\x00a" * 5_000_000
    again.send_test(endpoint.pk, by=ada.user)
    assert send() == 1
    assert len(WebhookDelivery.objects.get().tries.get().answer) <= calling.KEPT_BYTES


def test_while_the_secret_changes_both_sign(ada: Seller, program: Receiver) -> None:
    endpoint, first = listen(ada, program, "test.ping")
    _endpoint, second = keeping.roll_secret(endpoint.pk, by=ada.user)
    again.send_test(endpoint.pk, by=ada.user)
    assert send() == 1
    headers, body = program.got[0]
    for secret in (first, second):
        assert Webhook(secret).verify(body, headers)["type"] == kinds.TEST
    old = clock.real_now() - timedelta(seconds=1)
    WebhookEndpoint.objects.update(old_secret_until=old)
    again.send_test(endpoint.pk, by=ada.user)
    send()
    headers, body = program.got[1]
    assert Webhook(second).verify(body, headers)
    with pytest.raises(Exception, match="signature"):
        Webhook(first).verify(body, headers)


def test_no_secret_is_kept_as_it_is(ada: Seller, program: Receiver) -> None:
    endpoint, secret = listen(ada, program)
    keeping.roll_secret(endpoint.pk, by=ada.user)
    kept = WebhookEndpoint.objects.get()
    assert secret not in kept.secret + kept.old_secret
    assert "whsec" not in kept.secret


def test_a_secret_of_a_lost_key_spoils_no_other_message(
    ada: Seller, ben: User, lamp: Listing, program: Receiver, settings: Any
) -> None:
    lost, _secret = listen(ada, program, "order.paid")
    settings.SECRET_KEY = "another-key" * 6
    kept = keeping.add(
        by=ada.user, name="Good", address=f"{program.url}/good", events=["order.paid"]
    )[0]
    doings.buy(ben, lamp)
    assert send() == 1
    assert kept.deliveries.get().state == "delivered"
    assert "Make another one" in lost.deliveries.get().tries.get().words


def test_what_cannot_be_told_keeps_no_other_waiting(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    listen(ada, program, "order.paid", "message.received")
    order = doings.buy(ben, lamp)
    WebhookEvent.objects.create(
        id="00000000-0000-4000-8000-000000000000",
        at=clock.now() - timedelta(days=1),
        action="said",
        subject_type="conversation",
        subject_id="1",
        detail={"message": 999_999},
    )
    assert send() == 1
    assert bodies(program)[0]["data"]["number"] == order.number
    assert WebhookEvent.objects.get().tries == 1


def test_what_happens_in_a_pause_comes_afterwards(
    ada: Seller, ben: User, lamp: Listing, program: Receiver
) -> None:
    endpoint, _secret = listen(ada, program, "order.paid")
    keeping.pause(endpoint.pk, by=ada.user)
    doings.buy(ben, lamp)
    assert send() == 0
    keeping.go_on(endpoint.pk, by=ada.user)
    assert send() == 1


def test_after_a_month_it_is_forgotten(ada: Seller, program: Receiver) -> None:
    endpoint, _secret = listen(ada, program)
    again.send_test(endpoint.pk, by=ada.user)
    send()
    assert again.forget_old() == 0
    clock.advance(again.KEPT_FOR + timedelta(seconds=1))
    assert again.forget_old() == 2
    assert not WebhookDelivery.objects.exists()


def test_every_kind_of_event_is_on_the_page_of_the_documents() -> None:
    page = (ROOT / "docs" / "webhooks.md").read_text()
    for kind in kinds.every():
        assert f"| `{kind.name}` | {kind.words} |" in page, kind.name


def test_every_kind_follows_something_that_is_really_recorded() -> None:
    """An action that nobody writes any more would never be told."""
    source = "".join(
        path.read_text()
        for app in ("escrow", "sellers", "marketplace", "disputes")
        for path in (ROOT / app).rglob("*.py")
        if "webhook" not in str(path)
    )
    parts = ("refunded_", "appeal_decided")
    for kind in kinds.every():
        for action in kind.actions:
            known = f'"{action}"' in source or f"'{action}'" in source
            assert known or action.startswith(parts), (kind.name, action)


def test_spreading_costs_the_same_for_one_endpoint_and_for_three(
    ada: Seller, ben: User, lamp: Listing, program: Receiver, monday: datetime
) -> None:
    listen(ada, program, "order.paid")
    doings.buy(ben, lamp)
    once = queries.of_deed(spreading.spread_all)
    for number in range(3):
        keeping.add(
            by=ada.user, name="More", address=f"{program.url}/{number}", events=["order.paid"]
        )
    doings.buy(ben, lamp)
    assert queries.of_deed(spreading.spread_all) <= once + 1
    assert Order.objects.count() == 2
