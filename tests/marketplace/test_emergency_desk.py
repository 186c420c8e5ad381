"""The pages of an emergency freeze: asked with reasons, confirmed by another, ended with words."""

from datetime import datetime

import pytest
from django.test import Client

from escrow.models import EmergencyFreeze
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings, factories

pytestmark = pytest.mark.django_db
LIST = "/admin/escrow/emergencyfreeze/"
TYPED = {
    "shop": "Ada's Lamps",
    "reason": "Four parcels, one number",
    "words": "We check your last parcels.",
}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(freeze: EmergencyFreeze) -> str:
    return f"{LIST}{freeze.pk}/change/"


def test_one_asks_another_confirms_and_a_third_reads(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    fay, finn = (signed_in(factories.finance(f"{who}@example.com")) for who in ("fay", "finn"))
    asked = fay.post(f"{LIST}ask/", TYPED, follow=True).content.decode()
    freeze = EmergencyFreeze.objects.get()
    assert "It begins when somebody else confirms it." in asked
    assert "Yes, freeze it" not in asked
    refused = fay.post(at(freeze), {"step": "confirm"}).content.decode()
    assert "Somebody else has to confirm" in refused
    assert "Yes, freeze it" in finn.get(at(freeze)).content.decode()
    done = finn.post(at(freeze), {"step": "confirm"}, follow=True).content.decode()
    assert order.number in done
    assert "It goes on by itself by" in done
    kept = fay.post(at(freeze), {"step": "end", "words": "I was wrong."}).content.decode()
    assert "Somebody else has to end it early." in kept
    ended = finn.post(at(freeze), {"step": "end", "words": "It was right."}, follow=True)
    assert "the seller and the buyers are told" in ended.content.decode()
    reader = signed_in(factories.finance("reader@example.com", "look_at_money"))
    assert "It was right." in reader.get(at(freeze)).content.decode()
    books.assert_right()


def test_what_was_typed_is_kept_when_it_is_refused(monday: datetime, ada: Seller) -> None:
    fay = signed_in(factories.finance("fay@example.com"))
    page = fay.post(f"{LIST}ask/", {**TYPED, "shop": "Adas Lamp"}).content.decode()
    assert "There is no shop of that name." in page
    assert TYPED["reason"] in page
    fay.post(f"{LIST}ask/", TYPED)
    again = fay.post(f"{LIST}ask/", {**TYPED, "reason": "Something new"}).content.decode()
    assert "open already" in again
    assert "Something new" in again
    assert EmergencyFreeze.objects.count() == 1


def test_without_the_right_nobody_asks_and_strangers_see_nothing(
    monday: datetime, ada: Seller, sofia: User, mallory: User
) -> None:
    fay = factories.finance("fay@example.com")
    signed_in(fay).post(f"{LIST}ask/", TYPED)
    freeze = EmergencyFreeze.objects.get()
    for person, code in ((sofia, 403), (mallory, 302), (ada.user, 302)):
        client = signed_in(person)
        assert client.get(f"{LIST}ask/").status_code == code
        assert client.post(f"{LIST}ask/", TYPED).status_code == code
        assert client.post(at(freeze), {"step": "confirm"}).status_code == code
    freeze.refresh_from_db()
    assert freeze.state == "asked"
