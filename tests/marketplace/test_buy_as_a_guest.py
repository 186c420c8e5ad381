"""Buying without an account: the link in the letter is the key, and a stranger gets at nothing."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from escrow import deadlines
from escrow.gateways.sandbox import provider
from escrow.models import Notice, Operation, SandboxCharge
from marketplace import guest_limits, guests, notices
from marketplace.departure import open_things
from marketplace.models import Checkout, Listing, Order, User
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]
GINA = "gina@example.com"
ADDRESS = {
    "name": "Gina Rossi",
    "street": "Via Po 3",
    "postcode": "10124",
    "city": "Torino",
    "country": "IT",
}


def at_checkout(thing: Listing, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("cart_items"), {"listing": thing.pk})
    return client


def typed(client: Client, email: str = GINA, **more: Any) -> dict[str, Any]:
    page = client.get("/checkout/", {"to": "IT"})
    quote = page.context["checkout"].quote
    seen = {"seen_total": quote.total.minor, "currency": "EUR"}
    token = page.context["form"]["token"].value()
    return {**ADDRESS, "email": email, "token": token, **seen, **more}


def placed(thing: Listing, email: str = GINA, client: Client | None = None) -> tuple[Client, Any]:
    client = at_checkout(thing, client)
    return client, client.post("/checkout/", typed(client, email))


def paid(thing: Listing, email: str = GINA) -> tuple[Client, Order]:
    client, asked = placed(thing, email)
    key = asked["Location"].split("/")[3]
    provider.pay(SandboxCharge.objects.get(operation_key=key), doings.GOOD_CARD)
    checkout = Checkout.objects.get(buyer__guest_email=email)
    page = client.get(reverse("checkout_return", args=[checkout.pk]))
    assert f"We wrote to {email}" in page.content.decode()
    return client, checkout.orders.get()


def link_for(email: str = GINA) -> str:
    """From the last letter."""
    notices.send_waiting()
    letter = [each for each in mail.outbox if each.to == [email]][-1]
    return re.search(r"https?://[^/]+(/guest/\S+/)", letter.body).group(1)


def test_a_guest_buys_and_makes_an_account_of_it(lamp: Listing) -> None:
    _, order = paid(lamp)
    link, hers = link_for(), Client()
    page = hers.get(link)
    assert order.number in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    done = hers.post(f"{link}account/", {"password": "a long pass phrase 42"})
    assert done["Location"] == reverse("orders")
    assert hers.get(order.get_absolute_url()).status_code == 200
    gina = User.objects.get(email=GINA)
    assert gina.emailaddress_set.get().verified
    assert gina == order.buyer
    again = Client()
    body = {"login": GINA, "password": "a long pass phrase 42"}
    again.post(reverse("account_login"), body)
    assert again.get(order.get_absolute_url()).status_code == 200
    books.assert_right()


def test_the_link_is_dead_once_there_is_an_account(lamp: Listing) -> None:
    paid(lamp)
    link = link_for()
    Client().post(f"{link}account/", {"password": "a long pass phrase 42"})
    stranger = Client()
    assert stranger.get(link)["Location"] == reverse("orders")
    stranger.post(f"{link}account/", {"password": "another pass phrase 43"})
    assert not User.objects.get(email=GINA).check_password("another pass phrase 43")


def test_with_a_passkey_instead_of_a_password(lamp: Listing) -> None:
    _, order = paid(lamp)
    link, hers = link_for(), Client()
    done = hers.post(f"{link}account/", {"passkey": "1"})
    assert done["Location"] == reverse("mfa_add_webauthn")
    assert hers.get(done["Location"]).status_code == 200
    assert not User.objects.get(pk=order.buyer_id).has_usable_password()


def test_a_weak_password_is_refused(lamp: Listing) -> None:
    paid(lamp)
    page = Client().post(f"{link_for()}account/", {"password": "gina"}).content.decode()
    assert "too short" in page
    assert not User.objects.filter(email=GINA).exists()


def test_a_made_up_or_old_link_opens_nothing(lamp: Listing) -> None:
    _, order = paid(lamp)
    for token in ("x", guests.way_in(order.buyer).split("/guest/")[1][:-2] + "x"):
        assert Client().get(f"/guest/{token.strip('/')}/").status_code == 404


def test_the_page_is_the_same_whether_or_not_there_is_an_account(ben: User, lamp: Listing) -> None:
    """Nobody learns from the checkout who is a member."""
    pages = []
    for email in (ben.email, "nobody-here@example.com"):
        client, answer = placed(lamp, email)
        checkout = Checkout.objects.get(buyer__guest_email=email)
        page = client.get(reverse("checkout_return", args=[checkout.pk])).content.decode()
        said = page[page.index("<main") : page.index("</main>")]
        said = re.sub(r'[0-9a-f-]{36}|name="csrfmiddlewaretoken" value="\w+"', "", said)
        pages.append((answer.status_code, answer["Location"][:13], said))
    assert pages[0] == pages[1]


def test_who_knows_the_address_gets_at_nothing_of_its_account(ben: User, lamp: Listing) -> None:
    mine = doings.buy(ben, lamp)
    mallorys, order = paid(lamp, ben.email)
    assert order.buyer_id != ben.pk
    assert mallorys.get(mine.get_absolute_url()).status_code == 302
    assert mallorys.get(reverse("orders"))["Location"].startswith("/accounts/login/")
    bens = Client()
    bens.force_login(ben)
    assert order.number not in bens.get(reverse("orders")).content.decode()
    assert bens.get(order.get_absolute_url()).status_code == 404
    ben.refresh_from_db()
    assert ben.check_password(factories.PASSWORD)


def test_who_has_an_account_puts_it_there_and_opens_it(ben: User, lamp: Listing) -> None:
    _, order = paid(lamp, ben.email)
    link, bens = link_for(ben.email), Client()
    page = bens.get(link).content.decode()
    assert "You have an account" in page
    assert 'name="password"' not in page
    refused = bens.post(f"{link}account/", {"password": "a long pass phrase 42"}, follow=True)
    assert "You have an account already" in refused.content.decode()
    bens.force_login(ben)
    for _ in range(2):
        bens.post(f"{link}keeping/")
    assert "Bought as a guest" in bens.get(reverse("orders")).content.decode()
    entry = reverse("guest_entry", args=[order.buyer_id])
    bens.post(entry)
    page = bens.get(order.get_absolute_url())
    assert page.status_code == 200
    assert "Back to your account" in page.content.decode()
    doings.arrive(doings.send(order))
    bens.post(reverse("receipt", args=[order.number]))
    assert Order.objects.get(pk=order.pk).state == "completed"
    bens.post(reverse("guest_leaving"))
    assert bens.get(order.get_absolute_url()).status_code == 404
    assert any(order.number in str(thing.words) for thing in open_things.of(ben))


def test_somebody_else_can_neither_keep_nor_enter_it(
    ben: User, mallory: User, lamp: Listing
) -> None:
    _, order = paid(lamp, ben.email)
    link, hers = link_for(ben.email), Client()
    hers.force_login(mallory)
    hers.post(f"{link}keeping/")
    assert User.objects.get(pk=order.buyer_id).kept_by_id is None
    guests.keep(order.buyer, by=ben)
    assert hers.post(reverse("guest_entry", args=[order.buyer_id])).status_code == 404
    assert hers.post(reverse("guest_leaving")).status_code == 404


def test_another_browser_finds_nothing_of_a_guests_purchase(lamp: Listing, mallory: User) -> None:
    placed(lamp)
    checkout, operation = Checkout.objects.get(), Operation.objects.get()
    addresses = [
        reverse("checkout_return", args=[checkout.pk]),
        reverse("sandbox_pay", args=[operation.pk]),
    ]
    hers = Client()
    hers.force_login(mallory)
    other_guest, _ = placed(lamp, "other@example.com")
    for address in addresses:
        assert Client().get(address)["Location"].startswith("/accounts/login/")
        assert hers.get(address).status_code == 404
        assert other_guest.get(address).status_code == 404


def test_two_clicks_place_it_once(lamp: Listing) -> None:
    client = at_checkout(lamp)
    form = typed(client)
    first, second = client.post("/checkout/", form), client.post("/checkout/", form)
    assert first["Location"] == second["Location"]
    assert Checkout.objects.count() == 1
    assert User.objects.filter(guest_email=GINA).count() == 1


def test_what_is_kept_of_the_letter_holds_no_key(lamp: Listing) -> None:
    placed(lamp)
    link = link_for()
    kept = Notice.objects.get(kind="guest_placed")
    assert kept.body
    assert link.split("/")[2] not in kept.body


def test_every_letter_goes_to_the_mailbox_that_was_typed(lamp: Listing) -> None:
    _, order = paid(lamp)
    doings.send(order)
    notices.send_waiting()
    to = {each.to[0] for each in mail.outbox}
    assert to == {GINA, "ada@example.com"}


def test_nobodys_mailbox_is_filled(lamp: Listing) -> None:
    for number in range(guest_limits.TO_ONE_MAILBOX + 1):
        client = at_checkout(lamp)
        answer = client.post("/checkout/", typed(client))
        wanted = 302 if number < guest_limits.TO_ONE_MAILBOX else 200
        assert answer.status_code == wanted, number
        doings.let_pass(minutes=31)  # the unpaid one expires and its lamp is free again
    assert "That was often" in answer.content.decode()
    assert "Via Po 3" in answer.content.decode()


def test_an_address_that_is_none_is_refused_and_nothing_typed_is_lost(lamp: Listing) -> None:
    client = at_checkout(lamp)
    page = client.post("/checkout/", typed(client, "nonsense")).content.decode()
    assert "Via Po 3" in page
    assert not User.objects.filter(guest_email="nonsense").exists()
    assert not Checkout.objects.exists()


def test_what_was_in_the_cart_comes_along_when_a_guest_signs_in(ben: User, lamp: Listing) -> None:
    client = at_checkout(lamp)
    body = {"login": ben.email, "password": factories.PASSWORD}
    client.post(f"{reverse('account_login')}?next=/checkout/", body)
    assert [item.listing for item in ben.cart.items.all()] == [lamp]


def test_a_guest_leaves_before_paying(lamp: Listing) -> None:
    client, _ = placed(lamp)
    checkout = Checkout.objects.get()
    provider.abandon(SandboxCharge.objects.get())
    answer = client.post(reverse("checkout_departure", args=[checkout.pk]))
    assert answer.status_code == 302
    deadlines.sweep()
    books.assert_right()
