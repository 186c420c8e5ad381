"""Whoever changes a row behind the database's back, check_ledger names the rule and the row."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from psycopg.errors import CheckViolation

from disputes import answering
from escrow import book_rules, checking, clock, fund, ledger, operations
from escrow.chart import Kind
from escrow.gateways import BankState
from escrow.ledger import Entry, Place
from escrow.models import JournalEntry
from escrow.money import Money
from escrow.story import story
from marketplace import receipt
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import doings
from tests.cast import MONDAY
from tests.escrow import banks, paths
from tests.superuser import Superuser


def change(table: str, what: str, where: str = "true") -> str:
    return f"UPDATE escrow_{table} SET {what} WHERE {where}"


def sides(key: str, kind: str = "%") -> str:
    """The postings of an entry, of one kind of account."""
    return (
        f"entry_id IN (SELECT id FROM escrow_journalentry WHERE key LIKE '{key}') AND "
        f"account_id IN (SELECT id FROM escrow_account WHERE kind LIKE '{kind}')"
    )


def to(account: str) -> str:
    return f"account_id = (SELECT id FROM escrow_account WHERE {account})"


SELLERS, INSPECTED = sides("release:%", "seller_payable"), "state = 'inspecting'"
LATER = "at = at + interval '1 second'"
ENTRY = "INSERT INTO escrow_journalentry (key, kind, at) VALUES ('forged', 'forged', now())"
SOURCES = "from_balance_minor = from_balance_minor - 1, from_fund_minor = from_fund_minor + 1"

FORGED = """INSERT INTO escrow_bankmovement (what, reference, about, amount_minor, currency, at)
    VALUES ('deposit', 'forged', 'forged', 1, 'EUR', now())"""

# Each takes one thing out of its place; what else stops being true is not asked here.
BREACHES = {
    "every entry balances": change("posting", "amount_minor = amount_minor - 1", SELLERS),
    "every entry has two sides": ENTRY,
    "the trial balance is zero": f"DELETE FROM escrow_posting WHERE {SELLERS}",
    "a kept balance is the sum of its postings": change(
        "account", "balance_minor = balance_minor + 1", "kind = 'guarantee_fund'"
    ),
    "a deposit lies where the bank's statement put it": FORGED,
    "what we made of the statements is what stands in them": FORGED,
    "the fund's months are its postings": change("fundmonth", "amount_minor = amount_minor + 1"),
    "a posting is in its account's currency": change("posting", "currency = 'USD'", SELLERS),
    "a hold agrees with its escrow account": change(
        "hold", "refunded_minor = 1, captured_minor = captured_minor + 2", INSPECTED
    ),
    "a captured hold holds what it costs": change("hold", "goods_minor = 1", INSPECTED),
    "a hold is frozen exactly while a freeze is open": change(
        "hold", "state = 'frozen'", INSPECTED
    ),
    "what is in transit is the refunds under way": change("refund", "state = 'failed'"),
    "what a hold gave back is in its refunds": change("refund", "amount_minor = 1"),
    "clearing is what the providers took and sent": change(
        "operation", "state = 'declined'", "kind = 'refund'"
    ),
    "an account is as the chart says": change("account", "sign = -sign", "kind = 'commission'"),
    "a posting is of its entry's instant": change("journalentry", LATER, "kind = 'release'"),
    "an opposite entry is the opposite": change(
        "posting", "amount_minor = amount_minor * 2", sides("mistake")
    ),
    "what a payment captured came in with it": change(
        "payment", "captured_minor = captured_minor - 1"
    ),
    "a hold is paid by its fundings": change("holdfunding", "in_force = false"),
    "a funding gave back what its refunds say": change("holdfunding", "refunded_minor = 3"),
    "a refund's call is booked as it was answered": change(
        "journalentry", "key = 'lost'", "kind = 'refund_succeeded'"
    ),
    "a payout's call is booked as it was answered": change(
        "journalentry", "key = 'lost'", "kind = 'payout_paid'"
    ),
    "what a hold released is its seller's, or fees": change(
        "posting", to("kind = 'refund_in_transit'"), SELLERS
    ),
    "a hold pays its own seller": change("posting", to("owner = 'seller:0'"), SELLERS),
    "a hold's recoveries are what it says": change(
        "hold", "recovered_minor = recovered_minor - 1", "recovered_minor > 0"
    ),
    "a recovery took what its entry says": change("recovery", SOURCES),
    "what sellers owe the fund is what the fund advanced": change(
        "posting", to("kind = 'bank'"), sides("recover:%", "fund_advances")
    ),
    "what is on its way to banks is the payouts under way": change("payout", "state = 'pending'"),
    "a buyer's balance is what is left of its lots": change(
        "balancelot", "left_minor = left_minor - 1"
    ),
    "what is left of a lot is what its moves left": change(
        "balancelot", "left_minor = amount_minor"
    ),
    "a seller's reserve is what is left of its parts": change(
        "reserve", "left_minor = left_minor - 1"
    ),
    "what the banks hold is the chargebacks they have not decided": change(
        "chargeback", "state = 'won'"
    ),
    "a payment has sent back at most what it took": change(
        "operation", "amount_minor = amount_minor * 10", "kind = 'refund'"
    ),
    "what waits for its holds is above zero": change(
        "posting", "amount_minor = amount_minor + 1", sides("fund:%", "unapplied")
    ),
    "sandbox reports the same": change("sandboxcharge", "amount_minor = amount_minor + 1"),
}


@pytest.fixture
def history(transactional_db: None, ben: User, lamp: Listing, bowl: Listing) -> None:
    """One of everything: paid out, recovered from the fund, kept here, asked for by a bank."""
    with clock.travel_to(MONDAY):
        fund.top_up(Money(10_000, "EUR"), reference="start")
        order = doings.delivered(ben, lamp)
        receipt.confirm_receipt(order.number, by=ben)
        banks.reach_the_bank(banks.pay_out(order.seller, Money(4000, "EUR")))
        answering.accept(doings.complain(order), by=order.seller.user)
        operations.run_waiting()
        kept = doings.delivered(ben, bowl, quantity=2)
        banks.give_back_to_the_balance([kept.lines.get().hold_id])
        doings.pay(doings.place(ben, lamp, use_balance=True))
        receipt.confirm_receipt(doings.delivered(ben, bowl).number, by=ben)
        asked = doings.delivered(ben, lamp)
        charge = asked.lines.get().hold.fundings.get().payment.operations.get()
        banks.claim(str(charge.pk), Money(100, "EUR"), BankState.TAKEN)
        doings.delivered(ben, lamp)
        book_a_mistake(bowl.seller)


@story
def book_a_mistake(seller: Seller) -> None:
    wrong = Entry("wrong", "wrong")
    place = Place(Kind.SELLER_PAYABLE, "seller:0")
    amount = Money(7, "EUR")
    ledger.post(wrong.debit(Place(Kind.GOODWILL), amount).credit(place, amount))
    ledger.reverse(JournalEntry.objects.get(key="wrong"), key="mistake")


@pytest.fixture
def behind_its_back() -> Callable[[str], None]:
    """Run a statement as the superuser, past every trigger and permission."""

    def run(statement: str) -> None:
        with Superuser.from_environment().connect(settings.DATABASES["default"]["NAME"]) as it:
            it.execute("SET session_replication_role = replica")
            assert it.execute(statement).rowcount, "nothing was broken"

    return run


@pytest.mark.slow
@pytest.mark.parametrize("rule", BREACHES)
def test_what_was_broken_is_named(
    history: None, behind_its_back: Callable[[str], None], rule: str
) -> None:
    paths.assert_our_books_are_right()
    behind_its_back(BREACHES[rule])
    assert rule in {difference.rule for difference in checking.differences()}
    with pytest.raises(SystemExit) as left:
        call_command("check_ledger", verbosity=0)
    assert left.value.code == 1


def test_what_a_row_says_of_itself_not_even_the_superuser_can_break(
    history: None, behind_its_back: Callable[[str], None]
) -> None:
    with pytest.raises(CheckViolation, match="settled_hold_has_given_everything"):
        behind_its_back("UPDATE escrow_hold SET state = 'released' WHERE state = 'inspecting'")


def test_every_rule_has_been_broken() -> None:
    told = set(checking.RULES) | set(book_rules.RULES)
    unbroken = told - set(BREACHES)
    assert unbroken == {"a settled hold has given everything"}


@pytest.mark.parametrize("module", [checking, book_rules])
def test_it_uses_none_of_the_code_that_writes(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text())
    ours = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("escrow")
        for name in node.names
    }
    assert ours <= {"gateways", "book_rules"}
