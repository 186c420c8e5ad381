"""Who really sells: counted, asked for, given, confirmed; overdue, payouts pause and nothing else."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client

from escrow import clock, deadlines
from escrow.models import AuditEntry, Notice, Payout
from escrow.money import Money
from marketplace.models import Listing, User
from sellers import level_review, payout_outlook, payouts, verification
from sellers.models import PerformanceFact, Seller, Verification
from sellers.payout_outlook import Standing
from sellers.payouts import NothingToPayOut
from sellers.verification import CannotVerify
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
GIVEN = {"legal_name": "Ada Lindqvist", "address": "Kai 3, Lübeck", "tax_id": "DE123456789"}


def sold(seller: Seller, count: int) -> None:
    PerformanceFact.objects.bulk_create(
        PerformanceFact(
            seller=seller,
            kind="sale",
            reference=f"order:7{number:05}",
            at=clock.now(),
            buyer=seller.user,
        )
        for number in range(count)
    )


@pytest.fixture
def asked(ada: Seller) -> Verification:
    sold(ada, 30)
    level_review.review_due()
    return Verification.objects.get()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_thirty_orders_in_a_year_are_asked_about_once(ada: Seller) -> None:
    sold(ada, 29)
    assert not verification.ask_if_due(ada.pk)
    PerformanceFact.objects.create(
        seller=ada, kind="sale", reference="order:1", at=clock.now(), buyer=ada.user
    )
    assert verification.ask_if_due(ada.pk)
    assert not verification.ask_if_due(ada.pk)
    row = Verification.objects.get()
    assert (row.state, row.due_at) == ("asked", clock.now() + timedelta(days=14))
    assert Notice.objects.get(kind="verification_asked").to == ada.user


def test_two_thousand_in_a_year_are_asked_about(ada: Seller, ben: User, lamp: Listing) -> None:
    lamp.variants.update(price_minor=99_510)
    lamp.refresh_from_db()
    doings.buy(ben, lamp)
    doings.place(ben, lamp)
    counted = verification.sold(ada)
    # 995.10 and 4.90 for sending; what is not paid does not count
    assert (counted.money, counted.orders) == ([(Money(100_000, "EUR"), Money(200_000, "EUR"))], 1)
    assert not verification.ask_if_due(ada.pk)
    doings.buy(ben, lamp)
    assert verification.sold(ada).is_much
    assert verification.ask_if_due(ada.pk)


def test_what_was_sold_more_than_a_year_ago_does_not_count(ada: Seller) -> None:
    sold(ada, 40)
    clock.advance(timedelta(days=366))
    assert not verification.ask_if_due(ada.pk)


def test_overdue_payouts_pause_and_releases_go_on(
    ada: Seller, ben: User, lamp: Listing, monday: datetime
) -> None:
    doings.name_account(ada)
    sold(ada, 30)
    level_review.review_due()
    doings.let_pass(days=12)
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=13)  # over the Monday on which it would have left
    order.refresh_from_db()
    assert order.state == "completed"
    assert books.payable(ada) == Money(4315, "EUR")
    assert not Payout.objects.exists()
    assert Notice.objects.filter(kind="verification_overdue").count() == 1
    assert payout_outlook.of(ada, "EUR").standing == Standing.PAUSED
    with pytest.raises(NothingToPayOut, match="said who you are"):
        payouts.pay_out_now(ada, by=ada.user)
    desk = signed_in(ada.user).get("/desk/").content.decode()
    assert "Your payouts wait until you have." in desk
    verification.give(ada, by=ada.user, **GIVEN)
    payouts.pay_out_now(ada, by=ada.user)
    assert Payout.objects.get().amount == Money(4315, "EUR")
    books.assert_right()


def test_in_time_nothing_pauses(asked: Verification, ada: Seller) -> None:
    verification.give(ada, by=ada.user, **GIVEN)
    clock.advance(timedelta(days=30))
    deadlines.sweep()
    assert not verification.pauses_payouts(ada)
    assert not Notice.objects.filter(kind="verification_overdue").exists()


def test_the_page_keeps_it_twice_and_loses_nothing(asked: Verification, ada: Seller) -> None:
    client = signed_in(ada.user)
    address = "/desk/shop/who/"
    assert "Please say who you are" in client.get(address).content.decode()
    shown = client.post(address, {**GIVEN, "tax_id": ""}).content.decode()
    assert "Ada Lindqvist" in shown
    for name in ("Ada Lindqvist", "Ada Berg"):
        shown = client.post(address, {**GIVEN, "legal_name": name}, follow=True).content.decode()
        assert "Our staff look at it" in shown
    assert Verification.objects.get().legal_name == "Ada Berg"
    shop = Client().get(ada.get_absolute_url()).content.decode()
    assert "Ada Berg" not in shop
    assert "DE123456789" not in shop


def test_nobody_gives_what_was_not_asked(cleo: Seller, mallory: User) -> None:
    client = signed_in(cleo.user)
    assert "We need nothing from you" in client.get("/desk/shop/who/").content.decode()
    assert client.post("/desk/shop/who/", GIVEN).status_code == 404
    assert signed_in(mallory).post("/desk/shop/who/", GIVEN)["Location"] == "/desk/open/"
    with pytest.raises(CannotVerify):
        verification.give(cleo, by=cleo.user, **GIVEN)


def may_decide(sofia: User) -> User:
    wanted = ["decide_verification", "view_verification"]
    sofia.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    return User.objects.get(pk=sofia.pk)


def act(staff: User, action: str, row: Verification, because: str = "") -> str:
    chosen = {"action": action, "_selected_action": [row.pk], "because": because}
    client = signed_in(staff)
    return client.post("/admin/sellers/verification/", chosen, follow=True).content.decode()


def test_staff_send_it_back_with_a_reason_and_then_confirm_it(
    asked: Verification, ada: Seller, sofia: User
) -> None:
    staff = may_decide(sofia)
    assert "nothing to decide" in act(staff, "confirm", asked)
    verification.give(ada, by=ada.user, **GIVEN)
    assert "Write why" in act(staff, "send_back", asked)
    assert "is told." in act(staff, "send_back", asked, "The number is another's.")
    asked.refresh_from_db()
    assert (asked.state, asked.due_at) == ("asked", clock.now() + timedelta(days=14))
    assert Notice.objects.get(kind="verification_sent_back").to == ada.user
    shown = signed_in(ada.user).get("/desk/shop/who/").content.decode()
    assert "The number is another&#x27;s." in shown
    verification.give(ada, by=ada.user, **GIVEN)
    act(staff, "confirm", asked)
    act(staff, "confirm", asked)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("approved", sofia)
    assert Notice.objects.get(kind="verification_confirmed").to == ada.user
    assert AuditEntry.objects.filter(action="verification_confirmed").count() == 1
    with pytest.raises(CannotVerify, match="confirmed it already"):
        verification.give(ada, by=ada.user, **GIVEN)


def test_who_may_not_decide_does_not(asked: Verification, ada: Seller, sofia: User) -> None:
    verification.give(ada, by=ada.user, **GIVEN)
    with pytest.raises(CannotVerify, match="may not"):
        verification.confirm(ada.pk, by=sofia)
    Seller.objects.filter(pk=ada.pk).update(user=may_decide(sofia))
    with pytest.raises(CannotVerify, match="yours"):
        verification.confirm(ada.pk, by=User.objects.get(pk=sofia.pk))


def test_the_database_wants_it_whole_and_somebody_who_confirms(
    asked: Verification, ada: Seller
) -> None:
    rows = Verification.objects.all()
    with pytest.raises(IntegrityError, match="what_is_given_is_whole"), transaction.atomic():
        rows.update(state="given")
    verification.give(ada, by=ada.user, **GIVEN)
    with pytest.raises(IntegrityError, match="somebody_confirms_who_sells"), transaction.atomic():
        rows.update(state="approved")


def test_programs_give_it_too(asked: Verification, ada: Seller, mallory: User) -> None:
    client = signed_in(ada.user)
    assert client.get("/api/v1/shop/who/").json()["state"] == "asked"
    assert client.post("/api/v1/shop/who/", {**GIVEN, "tax_id": ""}).status_code == 400
    assert client.post("/api/v1/shop/who/", GIVEN).json()["state"] == "given"
    assert signed_in(mallory).get("/api/v1/shop/who/").status_code == 404
