"""The end of every money test: the books are right."""

from django.db import connection

from escrow import checking, ledger
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.money import Money
from sellers.models import Seller


def assert_right() -> None:
    """Every deferred refusal has had its say, and nothing disagrees."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    found = list(checking.differences())
    assert found == [], "\n".join(f"{each.rule}: {each.row}" for each in found)


def payable(seller: Seller, currency: str = "EUR") -> Money:
    return ledger.balance(seller.payable, currency)


def of(kind: Kind, currency: str = "EUR", owner: str = "") -> Money:
    return ledger.balance(Place(kind, owner), currency)
