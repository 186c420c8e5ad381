"""Real threads: the same statement twice at once, and a statement against the end of the purchase."""

import pytest

from escrow import clock, operations
from escrow.gateways.bank_transfer import payment_file
from escrow.gateways.bank_transfer.importing import import_statement
from escrow.gateways.bank_transfer.payment_file import NothingToSend
from escrow.models import BankCharge, BankLine, BankMovement, BankTransfer, Operation
from marketplace import fulfilment, unpaid
from marketplace.models import Listing, User, Variant
from tests import books
from tests.cast import MONDAY
from tests.gateways import bank
from tests.peers.bank_transfer import camt
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bank_transfer")]
ROUNDS = 10


def test_two_people_import_the_same_file_at_once(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        placed = bank.promised(ben, lamp)
        content = camt([bank.paid(placed), bank.paid(placed, 4700), bank.paid(placed, 1)])
        done = at_once(*[lambda: import_statement(content, "same.xml")] * 4)
        assert sorted(len(each.lines) for each in done) == [0, 0, 0, 3]
        assert BankLine.objects.count() == 3
        assert placed.orders.get().state == "paid"
        books.assert_right()


def test_money_comes_in_the_instant_in_which_the_buyer_leaves(ben: User, lamp: Listing) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    with clock.travel_to(MONDAY):
        for _ in range(ROUNDS):
            placed = bank.promised(ben, lamp)
            content = camt([bank.paid(placed)])
            at_once(
                lambda content=content: import_statement(content, "statement.xml"),
                lambda placed=placed: unpaid.leave(placed.pk, by=ben),
                lambda: operations.ask_about_unanswered(),
            )
            operations.ask_about_unanswered()
            books.assert_right()
        taken = BankMovement.objects.filter(what="charge").count()
        assert taken == ROUNDS
        assert not BankCharge.objects.filter(state="waiting").exists()


def test_a_transfer_is_in_one_file_however_many_are_made_at_once(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        placed = bank.promised(ben, lamp)
        bank.bring(bank.paid(placed), bank.paid(placed))
        order = placed.orders.get()
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        operations.run_waiting()
        made = at_once(*[payment_file.make_file] * 4)
        assert sum(isinstance(each, NothingToSend) for each in made) == 3
        body = next(each.body for each in made if not isinstance(each, NothingToSend))
        for transfer in BankTransfer.objects.all():
            assert body.count(transfer.end_to_end) == 1
        assert Operation.objects.filter(kind="refund").count() == 2
