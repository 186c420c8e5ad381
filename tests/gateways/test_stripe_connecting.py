"""A seller connects with Stripe: there, back, twice, too early, and by a stranger."""

from typing import Any

import pytest
from django.test import Client

from marketplace import notices
from marketplace.models import User
from sellers.models import PayoutMethod, ProviderAccount, Seller
from tests import books
from tests.marketplace.test_desk_payouts import at, words
from tests.peers.stripe import StripePeer
from tests.peers.stripe.connect import tell_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ACCOUNT = "/desk/payouts/account/"
CONNECTION, RETURN = f"{ACCOUNT}connection/", f"{ACCOUNT}connection/return/"


def accounts(peer: StripePeer, seller: Seller) -> list[dict[str, Any]]:
    key = str(seller.pk)
    return [each for each in peer.book.all("account") if each["metadata"].get("seller") == key]


def test_there_and_back(stripe: StripePeer, ada: Seller) -> None:
    ada_s = at(ada, sure=True)
    assert "Connect with Stripe" in words(ada_s, ACCOUNT)
    answer = ada_s.post(CONNECTION)
    (account,) = accounts(stripe, ada)
    assert answer.url == f"https://connect.stripe.com/setup/e/{account['id']}/x"
    assert account["settings"]["payouts"]["schedule"]["interval"] == "manual"
    tell_all(account)
    assert ada_s.get(RETURN).url == "/desk/payouts/"
    method = PayoutMethod.objects.get()
    assert (method.gateway, method.account) == ("stripe", account["id"])
    assert notices.send_waiting() == 1
    books.assert_right()


def test_twice_is_once(stripe: StripePeer, ada: Seller) -> None:
    ada_s = at(ada, sure=True)
    for _ in range(2):
        ada_s.post(CONNECTION)
    (account,) = accounts(stripe, ada)
    tell_all(account)
    for _ in range(2):
        ada_s.get(RETURN)
    assert PayoutMethod.objects.count() == ProviderAccount.objects.count() == 1


def test_an_account_whose_answer_was_lost_is_the_same_account(
    stripe: StripePeer, ada: Seller
) -> None:
    ada_s = at(ada, sure=True)
    with stripe.losing_answers():
        assert ada_s.post(CONNECTION).url == ACCOUNT
    assert ada_s.post(CONNECTION).url.startswith("https://connect.stripe.com/")
    assert len(accounts(stripe, ada)) == 1


def test_back_too_early_names_nothing(stripe: StripePeer, ada: Seller) -> None:
    ada_s = at(ada, sure=True)
    ada_s.post(CONNECTION)
    assert ada_s.get(RETURN).url == ACCOUNT
    assert not PayoutMethod.objects.exists()


def test_who_never_went_there_comes_back_from_nowhere(stripe: StripePeer, ada: Seller) -> None:
    assert at(ada).get(RETURN).url == ACCOUNT
    assert not PayoutMethod.objects.exists()


def test_the_password_is_asked_first(stripe: StripePeer, ada: Seller) -> None:
    assert "reauthenticate" in at(ada).post(CONNECTION).url
    assert accounts(stripe, ada) == []


@pytest.mark.usefixtures("stripe")
def test_somebody_without_a_shop_is_sent_away(mallory: User) -> None:
    client = Client()
    client.force_login(mallory)
    assert client.post(CONNECTION).url == "/desk/open/"


def test_where_stripe_is_off_nobody_hears_of_it(ada: Seller) -> None:
    ada_s = at(ada, sure=True)
    assert "Connect with" not in words(ada_s, ACCOUNT)
    assert ada_s.post(CONNECTION).url == ACCOUNT
    assert not ProviderAccount.objects.exists()
