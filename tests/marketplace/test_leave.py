"""A person leaves: only when nothing is open, after a week, and then nothing says who they were."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escrow import clock, deadlines
from escrow.gateways.sandbox import provider
from escrow.models import Notice, Refund, SandboxCharge
from escrow.story import story
from marketplace import address_book, notices, receipt
from marketplace.data_export import stories as exports
from marketplace.departure import open_things, stories
from marketplace.departure.forgetting import forget
from marketplace.models import Listing, Order, User
from marketplace.quotes import CannotBeBought
from sellers.models import Seller
from tests import books, doings, factories, queries
from tests.doings import BERLIN
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]
PAGE = reverse("account_departure")


def client_of(person: User) -> Client:
    client = Client()
    body = {"login": person.email, "password": factories.PASSWORD}
    client.post(reverse("account_login"), body)
    client.post(reverse("account_reauthenticate"), body)
    return client


def gone(person: User) -> User:
    """Asked, and the week is over."""
    stories.ask(by=person)
    clock.advance(stories.COOLING)
    deadlines.sweep()
    return User.objects.get(pk=person.pk)


def words(person: User) -> str:
    return " ".join(str(thing.words) for thing in open_things.of(person))


def ended(buyer: User, thing: Listing) -> Order:
    """Bought, confirmed, and the claim clock has run out."""
    order = doings.delivered(buyer, thing)
    receipt.confirm_receipt(order.number, by=buyer)
    doings.let_pass(days=40)
    return Order.objects.get(pk=order.pk)


def test_a_week_later_nothing_says_who_it_was(ben: User, lamp: Listing) -> None:
    order = ended(ben, lamp)
    address_book.keep(BERLIN, by=ben)
    export = exports.ask(by=ben)
    exports.make(export.pk)
    client = client_of(ben)
    client.post(PAGE)
    assert "Your account is deleted" in client.get(PAGE).content.decode()
    clock.advance(stories.COOLING)
    deadlines.sweep()
    left = User.objects.get(pk=ben.pk)
    assert (left.name, left.is_active, left.has_usable_password()) == ("", False, False)
    assert str(left) == left.get_short_name() == "Someone who has left"
    assert not EmailAddress.objects.filter(user=left).exists()
    assert not left.addresses.exists()
    assert not any("ben@example.com" in str(each.get_decoded()) for each in Session.objects.all())
    assert client.get(reverse("orders"))["Location"].startswith("/accounts/login/")
    assert not left.data_exports.filter(state="ready").exists()
    assert not Notice.objects.filter(to=left).exclude(body="").exists()
    desk = client_of(order.seller.user).get(f"/desk/orders/{order.number}/").content.decode()
    assert "Someone who has left" in desk
    assert "Ben" not in desk
    assert "Kastanienallee" not in desk
    books.assert_right()


def test_the_address_can_open_a_new_account(ben: User) -> None:
    gone(ben)
    new = {"name": "Ben", "email": "ben@example.com", "password1": "a long pass phrase 42"}
    Client().post("/accounts/signup/", new)
    assert User.objects.get(email="ben@example.com").pk != ben.pk


def test_asking_twice_is_once_and_it_can_be_taken_back(ada: Seller, lamp: Listing) -> None:
    client = client_of(ada.user)
    client.post(PAGE)
    at = User.objects.get(pk=ada.user.pk).leaving_at
    clock.advance(timedelta(hours=1))
    client.post(PAGE)
    assert User.objects.get(pk=ada.user.pk).leaving_at == at
    assert Notice.objects.filter(kind="departure_asked").count() == 1
    assert not Listing.objects.for_sale().exists()
    assert "Stay here" in client.get("/").content.decode()
    for _ in range(2):
        assert client.post(reverse("departure_undoing")).status_code == 302
    assert Listing.objects.for_sale().get() == lamp
    clock.advance(stories.COOLING)
    deadlines.sweep()
    assert User.objects.get(pk=ada.user.pk).left_at is None


def test_an_open_laptop_deletes_nobody(ben: User) -> None:
    client = Client()
    client.force_login(ben)
    assert "/reauthenticate/" in client.post(PAGE)["Location"]
    assert User.objects.get(pk=ben.pk).leaving_at is None


def test_an_order_keeps_both_until_its_claim_clock_is_over(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    assert "has not ended" in words(ben)
    assert "in your shop has not ended" in words(lamp.seller.user)
    receipt.confirm_receipt(order.number, by=ben)
    assert "can still complain" in words(ben)
    assert "can still complain" in words(lamp.seller.user)
    page = client_of(ben).get(PAGE).content.decode()
    assert order.get_absolute_url() in page
    assert "You cannot leave yet" in page
    with pytest.raises(stories.SomethingIsOpen):
        stories.ask(by=ben)
    doings.let_pass(days=40)
    assert open_things.of(ben) == []


def test_money_of_the_shop_keeps_its_owner(ben: User, lamp: Listing) -> None:
    ended(ben, lamp)
    assert "that are not paid out" in words(lamp.seller.user)
    doings.owe(lamp.seller, 500)
    assert "owes the guarantee fund €5.00" in words(lamp.seller.user)


def test_a_case_a_bank_and_a_balance_keep_the_buyer(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    doings.bank_asks(order)
    assert f"The case about order {order.number} is open." in words(ben)
    assert "Your bank is deciding about" in words(ben)
    assert "A buyer's bank is deciding" in words(lamp.seller.user)


def test_staff_give_back_their_rights_first(sofia: User) -> None:
    assert "You work here" in words(sofia)


def test_who_is_leaving_buys_nothing(ben: User, lamp: Listing) -> None:
    stories.ask(by=ben)
    with pytest.raises(CannotBeBought, match="leaving"):
        doings.place(ben, lamp)


def test_what_is_open_again_on_the_day_stops_it(ben: User, ada: Seller, lamp: Listing) -> None:
    stories.ask(by=ada.user)
    lamp.refresh_from_db()
    Listing.objects.filter(pk=lamp.pk).update(state="active")
    doings.send(doings.buy(ben, lamp))
    clock.advance(stories.COOLING)
    deadlines.sweep()
    still = User.objects.get(pk=ada.user.pk)
    assert (still.leaving_at, still.left_at) == (None, None)
    notice = Notice.objects.get(kind="departure_stopped")
    assert notices.worded(notice)[0] == "Your account was not deleted"
    books.assert_right()


def test_money_that_comes_after_the_person_has_left_goes_back(ben: User, lamp: Listing) -> None:
    placed = doings.place(ben, lamp)
    asked = doings.pay(placed, card="")
    assert asked
    doings.let_pass(hours=2)
    assert gone(ben).left_at
    charge = SandboxCharge.objects.get()
    provider.pay(charge, doings.GOOD_CARD)
    doings.let_pass(days=1)
    for refund in Refund.objects.all():
        assert refund.state == "succeeded"
    assert not Notice.objects.filter(to=ben, sent_at__gt=clock.now()).exists()
    books.assert_right()


def test_buying_and_leaving_at_the_same_instant_one_wins(ben: User, lamp: Listing) -> None:
    doings.fill_cart(ben, lamp)
    stories.ask(by=ben)
    clock.advance(stories.COOLING)
    User.objects.filter(pk=ben.pk).update(leaving_at=None)  # as if taken back at that moment
    deadline_at = clock.now()

    @story
    def leave() -> None:
        person = stories._locked(ben.pk)
        if not open_things.of(person):
            forget(person)

    at_once(leave, lambda: doings.place(ben, lamp))
    assert clock.now() >= deadline_at
    left = User.objects.get(pk=ben.pk).left_at is not None
    assert left != Order.objects.filter(buyer=ben).exists()
    books.assert_right()


def test_the_database_lets_nobody_leave_with_something_open(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    for person in (ben, lamp.seller.user):
        with (
            pytest.raises(IntegrityError, match="nobody leaves while something is open"),
            transaction.atomic(),
        ):
            forget(User.objects.select_for_update().get(pk=person.pk))


def test_the_database_lets_nobody_leave_with_money_here(ben: User, lamp: Listing) -> None:
    order = ended(ben, lamp)
    assert order.lines.get().hold.state == "released"
    owner = User.objects.get(pk=lamp.seller.user_id)
    with pytest.raises(IntegrityError, match="something is open"), transaction.atomic():
        forget(User.objects.select_for_update().get(pk=owner.pk))


def test_the_database_sells_nothing_to_who_has_left(ben: User, lamp: Listing) -> None:
    order = ended(ben, lamp)
    gone(ben)
    words = {field.attname: getattr(order, field.attname) for field in Order._meta.concrete_fields}
    again = Order(**{**words, "id": None, "number": "HF-AGAIN", "state": "pending_payment"})
    with pytest.raises(IntegrityError, match="has left"), transaction.atomic():
        again.save(force_insert=True)


def test_who_has_left_is_nobody_and_does_not_come_back(ben: User) -> None:
    left = gone(ben)
    with pytest.raises(IntegrityError, match="who_has_left_is_nobody"), transaction.atomic():
        User.objects.filter(pk=left.pk).update(name="Ben")
    with pytest.raises(IntegrityError, match="does not come back"), transaction.atomic():
        User.objects.filter(pk=left.pk).update(left_at=None)


def test_programs_see_what_is_open_ask_and_take_it_back(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    client = client_of(ben)
    said = client.get(reverse("api_departure")).json()
    assert said["open"][0]["url"].endswith(order.get_absolute_url())
    refused = client.post(reverse("api_departure"))
    assert (refused.status_code, refused.json()["code"]) == (409, "something_is_open")
    other = client_of(factories.person("nadia@example.com", "Nadia"))
    assert other.post(reverse("api_departure")).json()["leaving_at"]
    assert other.post(reverse("api_departure_undoing")).json()["leaving_at"] is None
    assert other.post(reverse("api_departure_undoing")).status_code == 409


def test_more_orders_ask_the_database_nothing_more(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    client = client_of(ben)
    little, much = queries.before_and_after(
        client, PAGE, lambda: [doings.buy(ben, lamp) for _ in range(3)]
    )
    assert little == much <= 14
