"""The two settle it: an offer above zero, the loss shown, much less typed, and an hour to undo."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import agreeing, answering, escalation, offering, withdrawing
from disputes.agreeing import TypeTheAmount
from disputes.execution import Terms
from disputes.models import Dispute, Offer
from disputes.offering import CannotBeOffered
from disputes.parties import NotYourTurn
from escrow import clock, deadlines
from escrow.money import Money
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HOUR = timedelta(hours=1)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


@pytest.fixture
def seller(case: Dispute) -> User:
    return case.order.seller.user


def offered(case: Dispute, minor: int, by: User | None = None) -> Offer:
    return offering.make_offer(case, Terms(eur(minor), "partial"), by=by or case.order.seller.user)


def state(case: Dispute) -> str:
    return Dispute.objects.get(pk=case.pk).state


def hold_state(case: Dispute) -> str:
    return case.order.lines.get().hold.state


def test_an_offer_that_is_taken_is_done_an_hour_later(case: Dispute, ben: User) -> None:
    made = offered(case, 4300)
    assert state(case) == "negotiating"
    agreeing.accept_offer(made, by=ben)
    assert (state(case), hold_state(case)) == ("settled", "frozen")
    doings.let_pass(minutes=61)
    assert (state(case), hold_state(case)) == ("resolved", "split")
    assert case.order.lines.get().hold.refunded == eur(4300)
    books.assert_right()


def test_within_the_hour_who_took_it_can_undo_it(case: Dispute, ben: User, seller: User) -> None:
    agreeing.accept_offer(offered(case, 4300), by=ben)
    clock.advance(timedelta(minutes=59))
    with pytest.raises(NotYourTurn):
        agreeing.undo(case, by=seller)
    agreeing.undo(case, by=ben)
    assert (state(case), hold_state(case)) == ("negotiating", "frozen")
    doings.let_pass(hours=2)
    assert state(case) == "negotiating"
    with pytest.raises(NotYourTurn):
        agreeing.undo(case, by=ben)
    books.assert_right()


@pytest.mark.parametrize("minor", [0, -1, 4691])
def test_an_offer_is_above_zero_and_at_most_what_is_disputed(case: Dispute, minor: int) -> None:
    with pytest.raises(CannotBeOffered):
        offered(case, minor)
    assert state(case) == "awaiting_seller"


def test_much_less_than_was_asked_has_to_be_typed(case: Dispute, ben: User) -> None:
    made = offered(case, 2000)
    for typed in (None, eur(2001)):
        with pytest.raises(TypeTheAmount, match=r"€20\.00"):
            agreeing.accept_offer(made, by=ben, typed=typed)
    agreeing.accept_offer(made, by=ben, typed=eur(2000))
    assert state(case) == "settled"


def test_a_buyer_can_ask_for_less_and_the_seller_takes_it_without_typing(
    case: Dispute, ben: User, seller: User
) -> None:
    made = offered(case, 1000, by=ben)
    assert state(case) == "awaiting_seller"
    agreeing.accept_offer(made, by=seller)
    doings.let_pass(hours=2)
    assert case.order.lines.get().hold.refunded == eur(1000)
    books.assert_right()


def test_a_newer_offer_of_one_side_replaces_the_older(case: Dispute, ben: User) -> None:
    first, second = offered(case, 1000), offered(case, 4500)
    with pytest.raises(NotYourTurn):
        agreeing.accept_offer(first, by=ben, typed=eur(1000))
    assert Offer.objects.get(pk=first.pk).state == "taken_back"
    agreeing.accept_offer(second, by=ben)


def test_nobody_takes_their_own_offer_and_no_stranger_takes_any(
    case: Dispute, seller: User, mallory: User
) -> None:
    made = offered(case, 4300)
    for person in (seller, mallory):
        with pytest.raises(NotYourTurn):
            agreeing.accept_offer(made, by=person, typed=made.amount)
    with pytest.raises(NotYourTurn):
        offered(case, 100, by=mallory)


def test_an_offer_that_nobody_answers_brings_staff(case: Dispute) -> None:
    made = offered(case, 2000)
    doings.let_pass(hours=73)
    assert Offer.objects.get(pk=made.pk).state == "expired"
    assert (state(case), hold_state(case)) == ("escalated", "frozen")
    books.assert_right()


def test_talk_without_an_offer_ends_with_staff(case: Dispute, ben: User) -> None:
    agreeing.decline_offer(offered(case, 2000), by=ben)
    doings.let_pass(days=6)
    assert state(case) == "negotiating"
    doings.let_pass(days=1, minutes=1)
    assert state(case) == "escalated"


def test_either_can_ask_staff_while_they_talk(
    case: Dispute, ben: User, seller: User, mallory: User
) -> None:
    with pytest.raises(NotYourTurn):
        escalation.ask_staff(case, by=ben)
    made = offered(case, 2000)
    with pytest.raises(NotYourTurn):
        escalation.ask_staff(case, by=mallory)
    escalation.ask_staff(case, by=ben)
    assert (state(case), Offer.objects.get(pk=made.pk).state) == ("escalated", "taken_back")


def test_they_can_still_agree_while_staff_read_it(
    case: Dispute, ben: User, seller: User, sofia: User
) -> None:
    answering.contest(case, by=seller, text="It left whole.")
    doings.propose(case, by=sofia, outcome="refund")
    agreeing.accept_offer(offered(case, 4300), by=ben)
    doings.let_pass(hours=2)
    assert (state(case), case.order.lines.get().hold.refunded) == ("resolved", eur(4300))
    books.assert_right()


def test_undone_with_staff_it_is_with_staff_again(case: Dispute, ben: User, seller: User) -> None:
    answering.contest(case, by=seller, text="It left whole.")
    agreeing.accept_offer(offered(case, 4300), by=ben)
    agreeing.undo(case, by=ben)
    assert state(case) == "escalated"


def test_a_taken_offer_waits_for_no_answer_any_more(case: Dispute, ben: User) -> None:
    made = agreeing.accept_offer(offered(case, 4300), by=ben).offers.get()
    assert deadlines.pending_of(made) == []


def test_when_a_decision_stands_nothing_is_on_the_table(
    case: Dispute, ben: User, sofia: User, seller: User
) -> None:
    answering.contest(case, by=seller, text="It left whole.")
    doings.propose(case, by=sofia, outcome="refund")
    made = offered(case, 2000, by=ben)
    doings.let_pass(hours=49)
    made.refresh_from_db()
    assert (state(case), made.state, deadlines.pending_of(made)) == ("decided", "taken_back", [])


def test_opened_again_staff_have_all_their_days_again(
    case: Dispute, ben: User, seller: User
) -> None:
    doings.let_pass(hours=2)
    withdrawing.withdraw(case, by=ben)
    doings.let_pass(days=20)
    withdrawing.reopen(case, by=ben)
    opened = clock.now()
    answering.contest(case, by=seller, text="It left whole.")
    last = dict(deadlines.pending_of(case))["presumption"]
    assert last == opened + case.order.policy.window("presumption")


def test_a_withdrawn_case_has_nothing_on_the_table(case: Dispute, ben: User) -> None:
    made = offered(case, 4300)
    withdrawing.withdraw(case, by=ben)
    with pytest.raises(NotYourTurn):
        agreeing.accept_offer(made, by=ben)
    assert Offer.objects.get(pk=made.pk).state == "taken_back"


def test_a_bank_in_between_holds_the_agreement_up(case: Dispute, ben: User) -> None:
    agreeing.accept_offer(offered(case, 4300), by=ben)
    bank = doings.bank_asks(case.order)
    doings.let_pass(hours=3)
    assert (state(case), hold_state(case)) == ("settled", "frozen")
    doings.bank_decides(bank, won=True)
    doings.let_pass(hours=2)
    assert (state(case), case.order.lines.get().hold.refunded) == ("resolved", eur(4300))
    books.assert_right()


def test_the_pages_show_the_loss_and_the_buttons(
    client: Client, case: Dispute, ben: User, seller: User
) -> None:
    client.force_login(seller)
    address = case.get_absolute_url()
    client.post(f"{address}offers/", {"remedy": "partial", "amount": "20", "words": "Sorry."})
    page = client.get(address).content.decode()
    assert "You offer:" in page
    assert "Take it off the table" in page
    client.force_login(ben)
    page = client.get(address).content.decode()
    assert "less than you asked for" in page
    assert "Sorry." in page
    assert 'name="typed"' in page
    made = Offer.objects.get()
    there = f"{address}offers/{made.pk}/answer/"
    said = client.post(there, {"answer": "accept"}, follow=True).content.decode()
    assert "Type €20.00 to take it" in said
    said = client.post(there, {"answer": "accept", "typed": "20.00"}, follow=True).content.decode()
    assert "You two agreed" in said
    client.post(f"{address}second-thoughts/")
    assert state(case) == "negotiating"


def test_what_was_typed_wrong_is_told_and_kept(client: Client, case: Dispute, ben: User) -> None:
    client.force_login(ben)
    wrong = {"remedy": "partial", "amount": "a lot", "words": "I like it anyway."}
    page = client.post(f"{case.get_absolute_url()}offers/", wrong).content.decode()
    assert "Write it like this: 42.00" in page
    assert "I like it anyway." in page
    assert not Offer.objects.exists()
