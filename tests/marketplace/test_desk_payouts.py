"""The seller's payouts: what leaves when, naming the account, sending it now, and staff's door."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from escrow import clock
from escrow.models import AuditEntry, Payout
from marketplace import notices
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
GOOD, CLOSED, RETURNS = "000123456789", "000111111116", "000111111140"
IBAN = "DE89 3704 0044 0532 0130 00"
PAGE, ACCOUNT = "/desk/payouts/", "/desk/payouts/account/"


@pytest.fixture
def earned(ben: User, lamp: Listing) -> Seller:
    """Ada has 43.15 in her balance and no account yet; it is Monday, 11:00 in Lübeck."""
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    return lamp.seller


def at(seller: Seller, *, sure: bool = False) -> Client:
    """The seller's browser; `sure`: the password was asked again a moment ago."""
    client = Client()
    client.force_login(seller.user)
    if sure:
        asked = client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
        assert asked.status_code == 302
    return client


def words(client: Client, path: str = PAGE) -> str:
    return " ".join(client.get(path).content.decode().split())


def sentence(client: Client) -> Any:
    return client.get(PAGE).context["outlooks"][0][1]


def usable(seller: Seller, account: str = GOOD) -> None:
    doings.name_account(seller, account)
    doings.let_pass(hours=73)


def name(client: Client, account: str = IBAN) -> Any:
    return client.post(ACCOUNT, {"holder": "Ada Brandt", "account": account})


def test_without_an_account_the_page_asks_for_one(earned: Seller) -> None:
    assert sentence(at(earned)) == "Say which account your money shall go to."
    assert "Name your account" in words(at(earned))


def test_the_page_says_what_leaves_where_and_when(earned: Seller) -> None:
    usable(earned)
    assert sentence(at(earned)).startswith("€43.15 leaves for ··6789 on Mon 23 Mar, ")
    assert "Pay out" in words(at(earned))


def test_a_new_account_says_until_when_it_waits(earned: Seller) -> None:
    method = doings.name_account(earned)
    assert "is a new account, and can be paid from" in sentence(at(earned))
    assert method.usable_from > clock.now()
    assert "Pay out" not in words(at(earned)).split("What has left")[0].split("<h1>")[1]


def test_too_little_and_nothing_are_told_apart(ben: User, lamp: Listing, earned: Seller) -> None:
    usable(earned)
    doings.pay_out(earned, leave=500)
    doings.let_pass(days=2)
    assert sentence(at(earned)) == "€5.00 waits: a payout leaves from €10.00 on."
    doings.pay_out(earned)
    doings.let_pass(days=2)
    assert sentence(at(earned)) == "There is nothing to pay out yet."


def test_naming_an_account_asks_for_the_password_again(earned: Seller) -> None:
    client = at(earned)
    for answer in (client.get(ACCOUNT), name(client)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not earned.payout_methods.exists()


def test_the_account_is_named_and_only_its_last_digits_are_seen(earned: Seller) -> None:
    client = at(earned, sure=True)
    assert name(client).status_code == 302
    page = words(client)
    assert "··3000" in page
    assert "0532" not in page
    notices.send_waiting()
    assert earned.user.notices.get(kind="payout_account_named").sent_at


def test_a_typing_error_is_told_and_what_was_typed_stays(earned: Seller) -> None:
    page = name(at(earned, sure=True), "DE89 3704 0044 0532 0130 01").content.decode()
    assert "This IBAN has a typing error." in page
    assert "DE89 3704 0044 0532 0130 01" in page
    assert "Ada Brandt" in page
    assert not earned.payout_methods.exists()


def test_pay_out_now_sends_everything_once(earned: Seller) -> None:
    usable(earned)
    client = at(earned)
    client.post(PAGE)
    again = client.post(PAGE, follow=True).content.decode()
    assert "There is nothing to pay out yet, or one is under way." in again
    assert "€43.15 is on its way to ··6789." in again
    doings.let_pass(days=2)
    payout = Payout.objects.get()
    assert payout.state == "paid"
    assert books.payable(earned).minor == 0
    assert "Your bank has it" in words(client, payout.get_absolute_url())
    notices.send_waiting()
    mail = earned.user.notices.get(kind="payout_paid")
    assert str(payout.pk) in mail.body
    assert "6789" not in mail.body
    books.assert_right()


def test_nothing_leaves_for_an_account_that_is_too_new(earned: Seller) -> None:
    doings.name_account(earned)
    told = at(earned).post(PAGE, follow=True).content.decode()
    assert "This account is new." in told
    assert not Payout.objects.exists()


def test_a_refused_payout_says_when_it_is_tried_again(earned: Seller) -> None:
    usable(earned, CLOSED)
    client = at(earned)
    client.post(PAGE)
    doings.let_pass(minutes=5)
    payout = Payout.objects.get()
    page = words(client, payout.get_absolute_url())
    assert "The account is closed." in page
    assert "We try once more on" in page
    assert "Your bank refused €43.15. We try ··1116 again on" in sentence(client)
    doings.let_pass(days=4)
    assert "Given up" in words(client, payout.get_absolute_url())
    assert "your bank did not take the last one" in sentence(client)
    books.assert_right()


def test_what_a_bank_sends_back_is_in_the_balance_again(earned: Seller) -> None:
    usable(earned, RETURNS)
    client = at(earned)
    client.post(PAGE)
    doings.let_pass(days=6)
    payout = Payout.objects.get()
    assert payout.state == "returned"
    page = words(client, payout.get_absolute_url())
    assert "The bank has blocked the account." in page
    assert "Name another account" in page
    books.assert_right()


def test_the_schedule_is_the_sellers_own(earned: Seller) -> None:
    usable(earned)
    client = at(earned)
    client.post("/desk/payouts/schedule/", {"schedule": "on_request"})
    assert sentence(client) == "€43.15 can leave for ··6789 when you say so."
    client.post("/desk/payouts/schedule/", {"schedule": "whenever"})
    earned.refresh_from_db()
    assert earned.payout_schedule == "on_request"


def test_a_stranger_finds_no_payout(earned: Seller, cleo: Seller, ben: User) -> None:
    usable(earned)
    at(earned).post(PAGE)
    path = Payout.objects.get().get_absolute_url()
    assert at(cleo).get(path).status_code == 404
    buyer = Client()
    buyer.force_login(ben)
    assert buyer.get(path)["Location"] == "/desk/open/"


def test_the_reserve_says_until_when_it_is_kept(ben: User, bowl: Listing) -> None:
    order = doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    page = at(bowl.seller).get("/desk/balance/?of=reserve")
    kept = page.context["reserves"].get()
    assert kept.hold.line.order == order
    assert kept.left == page.context["takings"].reserve
    assert "Kept back until" in page.content.decode()


def test_programs_name_the_account_with_the_password_and_pay_out_once(earned: Seller) -> None:
    program = Program(earned.user)
    asked = {"holder": "Ada", "account": IBAN, "password": "guess"}
    assert program.send("/payouts/account/", asked).status_code == 403
    assert not earned.payout_methods.exists()
    named = program.send("/payouts/account/", {**asked, "password": factories.PASSWORD}).json()
    assert (named["account"], named["next"][0]["standing"]) == ("··3000", "cooling")
    early = program.send("/payouts/")
    assert (early.status_code, early.json()["code"]) == (409, "nothing_to_pay_out")
    doings.let_pass(hours=73)
    first = program.send("/payouts/", idempotency_key="one")
    assert first.json() == program.send("/payouts/", idempotency_key="one").json()
    assert first.json()[0]["amount"]["minor"] == 4315
    assert program.read("/payouts/").json()["results"][0]["account"] == "··3000"
    assert program.read(f"/payouts/{first.json()[0]['id']}/").status_code == 200
    books.assert_right()


def test_programs_of_others_find_nothing(earned: Seller, cleo: Seller, ben: User) -> None:
    usable(earned)
    at(earned).post(PAGE)
    path = f"/payouts/{Payout.objects.get().pk}/"
    assert Program(cleo.user).read(path).status_code == 404
    assert Program(ben).send("/payouts/").status_code == 404


@pytest.mark.parametrize("action", ["try_again", "give_up"])
def test_staff_act_on_a_refused_payout_by_the_stories(earned: Seller, action: str) -> None:
    payout = _refused(earned)
    _staff("view_payout").post(*_act(payout, action))
    payout.refresh_from_db()
    assert payout.state == "failed"
    _staff("view_payout", "retry_payout").post(*_act(payout, action))
    payout.refresh_from_db()
    assert payout.state == {"try_again": "pending", "give_up": "cancelled"}[action]
    done = {"try_again": "payout_tried_again", "give_up": "payout_given_up"}[action]
    assert AuditEntry.objects.get(action=done).by is not None
    doings.let_pass(minutes=1)
    books.assert_right()


def test_staff_cannot_give_up_what_is_under_way(earned: Seller) -> None:
    usable(earned)
    at(earned).post(PAGE)
    payout = Payout.objects.get()
    client = _staff("view_payout", "retry_payout")
    page = client.post(*_act(payout, "give_up"), follow=True).content.decode()
    assert "Only a payout that the bank refused can be given up." in page
    books.assert_right()


def _refused(seller: Seller) -> Payout:
    usable(seller, CLOSED)
    at(seller).post(PAGE)
    doings.let_pass(minutes=5)
    payout = Payout.objects.get()
    assert payout.state == "failed"
    return payout


def _act(payout: Payout, action: str) -> tuple[str, dict[str, Any]]:
    return "/admin/escrow/payout/", {"action": action, "_selected_action": [str(payout.pk)]}


def _staff(*rights: str) -> Client:
    user = factories.person(f"{len(rights)}@example.com", "Staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client
