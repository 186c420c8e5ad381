"""The statement of any account: opening and lines are closing, page by page, at a steady cost."""

from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from escrow import fund
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import Account
from escrow.money import Money, total
from escrow.statement import Statement, statement
from marketplace import receipt
from marketplace.models import Listing, User, Variant
from tests import books, doings
from tests.scenes import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def payable(scene: Scene) -> Place:
    """Seven sales that became the seller's, one after the other."""
    Variant.objects.filter(listing=scene.lamp).update(on_hand=100)
    for _ in range(7):
        sell(scene.ben, scene.lamp)
    books.assert_right()
    return scene.lamp.seller.payable


def sell(ben: User, lamp: Listing) -> None:
    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)


def pages(place: Place, size: int) -> list[Statement]:
    """From the newest to the oldest."""
    found = [statement(place, "EUR", size=size)]
    while found[-1].older:
        found.append(statement(place, "EUR", before=found[-1].older, size=size))
    return found


@pytest.mark.parametrize("size", [1, 3, 7, 30])
def test_every_page_adds_up_and_begins_where_the_older_one_ends(payable: Place, size: int) -> None:
    found = pages(payable, size)
    assert sum(len(page.lines) for page in found) == 7
    for page in found:
        changes = total((line.change for line in page.lines), "EUR")
        assert page.opening + changes == page.closing == page.lines[-1].balance
    for newer, older in pairwise(found):
        assert older.closing == newer.opening
    assert found[-1].opening == Money.zero("EUR")
    assert found[0].closing == books.of(Kind.SELLER_PAYABLE, owner=payable.owner)
    assert [page.is_newest for page in found] == [True] + [False] * (len(found) - 1)


@pytest.mark.parametrize(
    ("kind", "owner"), [("psp_clearing", "sandbox"), ("commission", ""), ("guarantee_fund", "")]
)
def test_any_account_of_the_chart_has_one(payable: Place, kind: str, owner: str) -> None:
    fund.top_up(Money(5000, "EUR"), reference="start")
    found = pages(Place(Kind(kind), owner), 3)
    assert found[0].closing == books.of(Kind(kind), owner=owner) != Money.zero("EUR")
    assert found[-1].opening == Money.zero("EUR")


def test_each_line_has_the_other_sides_of_its_entry(payable: Place) -> None:
    line = statement(payable, "EUR").lines[0]
    assert line.entry.kind == "release"
    sides = {side.place.kind: side.amount for side in line.others}
    assert sides == {Kind.ESCROW: Money(4690, "EUR"), Kind.COMMISSION: Money(-375, "EUR")}
    assert total(sides.values(), "EUR") == line.change


def test_an_account_that_does_not_exist_yet_is_empty() -> None:
    found = statement(Place(Kind.SELLER_PAYABLE, "seller:0"), "EUR")
    assert (found.lines, found.opening, found.closing) == ([], Money.zero("EUR"), Money.zero("EUR"))


@pytest.mark.parametrize("kind", ["seller_payable", "commission"])
def test_more_postings_ask_no_more_questions(payable: Place, scene: Scene, kind: str) -> None:
    place = payable if kind == "seller_payable" else Place(Kind.COMMISSION)
    few = asked(place)
    for _ in range(5):
        sell(scene.ben, scene.lamp)
    assert asked(place) == few <= 4


def asked(place: Place) -> int:
    with CaptureQueriesContext(connection) as queries:
        older = statement(place, "EUR", size=3).older
        statement(place, "EUR", before=older, size=3)
    return len(queries) // 2


def test_the_command_prints_it(payable: Place) -> None:
    out = said("seller_payable", payable.owner, "--lines", "2")
    assert "Opening  215.75 EUR" in out
    assert "Closing  302.05 EUR" in out
    assert "release:" in out
    assert "escrow hold:" in out
    older = out.rsplit("--before ", 1)[1].split()[0]
    assert "Closing  215.75 EUR" in said("seller_payable", payable.owner, "--before", older)


def test_the_command_knows_the_chart_only(db: Any) -> None:
    with pytest.raises(CommandError, match="seller_payable"):
        said("pocket_money")


def said(*words: str) -> str:
    out = StringIO()
    call_command("statement", *words, stdout=out)
    return out.getvalue()


def test_staff_read_an_accounts_statement(payable: Place, client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com"))
    account = Account.objects.get(kind=payable.kind, owner=payable.owner)
    page = client.get(f"/admin/escrow/account/{account.pk}/change/").content.decode()
    assert "€302.05" in page
    assert page.count("Released to the seller") >= 7
