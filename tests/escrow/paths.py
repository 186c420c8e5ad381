"""What every path must be true of, whatever has happened."""

from collections import Counter

from django.db import connection

from escrow import checking
from escrow.chart import Kind
from escrow.models import Hold
from escrow.money import Money, total
from escrow.path import Path, buyers_path_of, path_of
from marketplace.models import Order

# Where nothing lies that did not come with an order, once what the fund has is left out.
OF_ORDERS = (
    Kind.UNAPPLIED,
    Kind.ESCROW,
    Kind.SELLER_PAYABLE,
    Kind.SELLER_RESERVE,
    Kind.COMMISSION,
    Kind.TAX_PAYABLE,
    Kind.PLUS_DUE,
    Kind.REFUND_IN_TRANSIT,
    Kind.PAYOUT_IN_TRANSIT,
    Kind.CHARGEBACK_SUSPENSE,
)
# What a buyer's balance sets aside for a purchase, before it pays with it.
SET_ASIDE = ("balance_set_aside", "balance_set_free")


def sellers(order: Order) -> Path:
    return path_of(_holds(order), order.currency)


def buyers(order: Order) -> Path:
    return buyers_path_of(_holds(order), order.currency)


def _holds(order: Order) -> list[Hold]:
    return list(Hold.objects.filter(line__order=order).order_by("line"))


def now(path: Path) -> dict[str, int]:
    """By kind of account, in minor units; what is in other orders' books is left out."""
    found: Counter[str] = Counter()
    for part in path.now:
        found[str(part.place.kind)] += 0 if part.other else part.amount.minor
    for part in path.added:
        found[str(part.place.kind)] -= 0 if part.other else part.amount.minor
    return {kind: minor for kind, minor in found.items() if minor}


def assert_every_cent_is_told(path: Path) -> None:
    assert path.whole == total((part.amount for part in path.now), path.paid.currency)
    for movement in path.movements:
        out = total((part.amount for part in movement.sources), path.paid.currency)
        assert out == movement.amount, movement.entry.key
        assert all(part.amount.minor > 0 for part in movement.sources + movement.targets)


def assert_the_paths_are_the_books(currency: str = "EUR") -> None:
    """The parts of all orders add up to the accounts; what each paid, to what was captured."""
    found: Counter[str] = Counter()
    captured = 0
    for order in Order.objects.all():
        seen, told = sellers(order), buyers(order)
        assert_every_cent_is_told(seen)
        assert_every_cent_is_told(told)
        assert told.paid == seen.paid
        captured += seen.paid.minor
        found.update(now(seen))
    for kind in OF_ORDERS:
        assert found[kind] == -debits(kind, currency), kind
    in_clearing = debits(Kind.PSP_CLEARING, currency, but=SET_ASIDE)
    assert captured - found[Kind.PSP_CLEARING] - found[Kind.BANK] == in_clearing


def assert_our_books_are_right() -> None:
    """All but the provider's own report, which has not heard of what a test says in its place."""
    rules = {difference.rule for difference in checking.differences()}
    assert rules <= {"sandbox reports the same"}


def debits(kind: Kind, currency: str, *, but: tuple[str, ...] = ("",)) -> int:
    """By SQL of its own, less credits and less entries of some kinds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(p.amount_minor), 0) FROM escrow_posting p JOIN escrow_account a "
            "ON a.id = p.account_id JOIN escrow_journalentry e ON e.id = p.entry_id "
            "WHERE a.kind = %s AND a.currency = %s AND e.kind <> ALL(%s)",
            [kind, currency, list(but)],
        )
        return int(cursor.fetchone()[0])


def euros(minor: int) -> Money:
    return Money(minor, "EUR")
