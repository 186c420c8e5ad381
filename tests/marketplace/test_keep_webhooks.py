"""A seller adds a webhook, sees what was sent, sends it again, changes, pauses and ends it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escrow import audit
from marketplace.departure import forgetting
from marketplace.models import User, WebhookDelivery, WebhookEndpoint
from marketplace.webhooks import again, keeping, kinds, sending
from sellers.models import Seller
from tests import queries, receiver
from tests.receiver import Receiver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = reverse("desk_webhooks")
FILLED = {
    "name": "Warehouse",
    "address": "https://shop.example.com/holdfast",
    "events": ["order.paid", "message.received"],
}


@pytest.fixture
def program(settings: Any) -> Iterator[Receiver]:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.1/32"]
    with receiver.running() as found:
        yield found


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def added(seller: Seller, address: str = "https://shop.example.com/a") -> WebhookEndpoint:
    return keeping.add(by=seller.user, **{**FILLED, "address": address})[0]  # type: ignore[arg-type]


def test_a_seller_adds_one_and_sees_its_secret_once(ada: Seller) -> None:
    client = signed_in(ada.user)
    answer = client.post(PAGE, FILLED)
    page = answer.content.decode()
    assert page.count("whsec_") == 1
    assert "no-store" in answer["Cache-Control"]
    made = WebhookEndpoint.objects.get()
    assert (made.events, made.state) == (FILLED["events"], "on")
    assert "whsec_" not in client.get(made.get_absolute_url()).content.decode()
    assert audit.trail(made).filter(action="webhook_added", by=ada.user).exists()


def test_twice_is_refused_and_loses_nothing_typed(ada: Seller) -> None:
    client = signed_in(ada.user)
    client.post(PAGE, FILLED)
    page = client.post(PAGE, FILLED).content.decode()
    assert "You have a webhook at this address already" in page
    assert 'value="Warehouse"' in page
    assert WebhookEndpoint.objects.count() == 1


@pytest.mark.parametrize("address", ["shop.example.com", "ftp://x.example.com", "https://a b"])
def test_a_bad_address_gets_a_sentence(ada: Seller, address: str) -> None:
    page = signed_in(ada.user).post(PAGE, {**FILLED, "address": address}).content.decode()
    assert "Write the whole address" in page
    assert not WebhookEndpoint.objects.exists()


def test_in_production_only_https(ada: Seller, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(keeping.CannotAddWebhook, match="https"):
        added(ada, "http://shop.example.com/")


def test_ten_are_enough(ada: Seller) -> None:
    for number in range(keeping.MOST):
        added(ada, f"https://shop.example.com/{number}")
    with pytest.raises(keeping.CannotAddWebhook, match="End one first"):
        added(ada, "https://shop.example.com/more")


def test_a_stranger_finds_none_of_it(ada: Seller, cleo: Seller, ben: User) -> None:
    endpoint = added(ada)
    sent = again.send_test(endpoint.pk, by=ada.user)
    client = signed_in(cleo.user)
    assert client.get(endpoint.get_absolute_url()).status_code == 404
    for name in ("secret", "pause", "tests"):
        assert client.post(reverse(f"desk_webhook_{name}", args=[endpoint.pk])).status_code == 404
        address = reverse(f"api_webhook_{name}", args=[endpoint.pk])
        assert client.post(address).status_code == 404
    for name in ("desk_webhook_again", "api_webhook_again"):
        assert client.post(reverse(name, args=[endpoint.pk, sent.pk])).status_code == 404
    for name in ("api_webhook", "api_webhook_deliveries"):
        assert client.get(reverse(name, args=[endpoint.pk])).status_code == 404
    client.post(reverse("desk_webhook_removal", args=[endpoint.pk]))
    endpoint.refresh_from_db()
    assert endpoint.state == "on"
    assert signed_in(ben).get(PAGE).status_code == 302


def test_the_log_shows_what_came_back_and_sends_it_again(ada: Seller, program: Receiver) -> None:
    endpoint = keeping.add(by=ada.user, name="Shop", address=program.url, events=["order.paid"])[0]
    client = signed_in(ada.user)
    program.status, program.answer = 500, b"<b>no room</b>"
    client.post(reverse("desk_webhook_tests", args=[endpoint.pk]))
    sending.send_waiting()
    page = client.get(endpoint.get_absolute_url()).content.decode()
    assert "&lt;b&gt;no room&lt;/b&gt;" in page
    assert "Is tried again" in page
    assert "Does not answer" in page
    sent = WebhookDelivery.objects.get()
    program.status = 200
    address = reverse("desk_webhook_again", args=[endpoint.pk, sent.pk])
    for _ in range(2):
        client.post(address)
    sending.send_waiting()
    sent.refresh_from_db()
    assert sent.state == "delivered"
    assert len(set(program.ids)) == 1
    client.post(address)  # also what had arrived
    assert sending.send_waiting() == 1


def test_it_is_changed_paused_let_go_on_and_ended(ada: Seller) -> None:
    endpoint, client = added(ada), signed_in(ada.user)
    client.post(endpoint.get_absolute_url(), {**FILLED, "name": "Office"})
    pause = reverse("desk_webhook_pause", args=[endpoint.pk])
    for _ in range(2):
        client.post(pause)
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.state) == ("Office", "paused")
    with pytest.raises(again.CannotTest):
        again.send_test(endpoint.pk, by=ada.user)
    client.post(pause, {"go_on": "1"})
    endpoint.refresh_from_db()
    assert endpoint.state == "on"
    for _ in range(2):
        client.post(reverse("desk_webhook_removal", args=[endpoint.pk]))
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.secret) == ("ended", "")
    assert client.get(endpoint.get_absolute_url()).status_code == 404
    added(ada, FILLED["address"])  # type: ignore[arg-type]


def test_too_many_tests_wait(ada: Seller) -> None:
    endpoint = added(ada)
    for _ in range(again.MOST_TESTS):
        again.send_test(endpoint.pk, by=ada.user)
    with pytest.raises(again.CannotTest):
        again.send_test(endpoint.pk, by=ada.user)


def test_programs_keep_them_too(ada: Seller, program: Receiver) -> None:
    client = signed_in(ada.user)
    address = reverse("api_webhooks")
    asked = {**FILLED, "address": program.url}
    made = client.post(address, asked, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    found = client.get(address).json()
    assert [each["name"] for each in found] == ["Warehouse"]
    assert "secret" not in found[0]
    pk = made.json()["id"]
    wrong = {**asked, "events": ["order.eaten"]}
    refused = client.post(address, wrong, content_type="application/json")
    assert refused.status_code == 400
    client.post(reverse("api_webhook_tests", args=[pk]))
    sending.send_waiting()
    (sent,) = client.get(reverse("api_webhook_deliveries", args=[pk])).json()["results"]
    assert (sent["type"], sent["state"], sent["tries"][0]["status"]) == (
        kinds.TEST,
        "delivered",
        200,
    )
    again_at = reverse("api_webhook_again", args=[pk, sent["id"]])
    assert client.post(again_at).status_code == 202
    rolled = client.post(reverse("api_webhook_secret", args=[pk])).json()
    assert rolled["secret"] != made.json()["secret"]
    paused = client.post(reverse("api_webhook_pause", args=[pk])).json()
    assert paused["state"] == "paused"
    back = client.post(
        reverse("api_webhook_pause", args=[pk]), {"paused": False}, content_type="application/json"
    )
    assert back.json()["state"] == "on"
    named = [each["name"] for each in client.get(reverse("api_webhook_events")).json()]
    assert named == kinds.names()
    assert client.post(reverse("api_webhook_removal", args=[pk])).status_code == 204
    assert client.get(address).json() == []


def test_who_has_no_shop_has_no_webhooks(ben: User) -> None:
    assert signed_in(ben).get(reverse("api_webhooks")).status_code in (403, 404)
    assert Client().get(reverse("api_webhooks")).status_code == 401


def test_a_long_log_costs_no_more_than_a_short_one(ada: Seller, program: Receiver) -> None:
    endpoint = keeping.add(by=ada.user, name="Shop", address=program.url, events=["order.paid"])[0]
    again.send_test(endpoint.pk, by=ada.user)
    sending.send_waiting()

    def more() -> None:
        for _ in range(4):
            again.send_test(endpoint.pk, by=ada.user)
            sending.send_waiting()

    client = signed_in(ada.user)
    few, many = queries.before_and_after(client, endpoint.get_absolute_url(), more)
    assert few == many


def test_the_database_keeps_one_at_an_address(ada: Seller) -> None:
    endpoint = added(ada)
    endpoint.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        endpoint.save(force_insert=True)


def test_who_leaves_is_told_nothing_any_more(ada: Seller) -> None:
    endpoint = added(ada)
    with transaction.atomic():
        forgetting.forget(ada.user)
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.address, endpoint.secret) == ("ended", "", "")


def test_staff_read_no_secret_and_no_message(ada: Seller, admin_client: Client) -> None:
    endpoint = added(ada)
    again.send_test(endpoint.pk, by=ada.user)
    page = admin_client.get(f"/admin/marketplace/webhookendpoint/{endpoint.pk}/change/")
    assert endpoint.secret not in page.content.decode()
    assert endpoint.address in page.content.decode()
