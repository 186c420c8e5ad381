"""Reads an account where many orders' money lies together, wherever one order's money lies in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import Account, Posting
from escrow.path.queue import Flow, Lot, Queue, Row, payout_of

CHUNK = 2000


def follow(place: Place, currency: str, holds: frozenset[str], entries: set[int]) -> Flow:
    """Read the account wherever the order's money lies in it, and nothing between and after."""
    own = Posting.objects.filter(
        entry__in=entries,
        account__kind=place.kind,
        account__owner=place.owner,
        account__currency=currency,
    )
    found = list(own.order_by("pk").values_list("pk", "account"))
    numbers, account = [number for number, _ in found], found[0][1]
    queue = Queue(holds, entries, is_reserve=place.kind == Kind.SELLER_RESERVE)
    number: int | None = numbers[0]
    while number is not None:
        queue.lots = [Lot("", _ahead(account, number))]
        last = _read_until_gone(account, number, queue)
        number = _where_it_is_again(account, last, numbers, queue)
    return queue.flow


def _read_until_gone(account: int, number: int, queue: Queue) -> int:
    for row in _rows(account, number):
        queue.read(row)
        number = row[0]
        if not any(lot.hold in queue.holds for lot in queue.lots):
            break
    return number


def _where_it_is_again(account: int, last: int, numbers: Sequence[int], queue: Queue) -> int | None:
    """The order's next entry here, or a payout with its money that came back, if that is sooner."""
    own = next((number for number in numbers if number > last), None)
    if not any(lot.hold in queue.holds for lots in queue.paid_out.values() for lot in lots):
        return own
    back = Posting.objects.filter(
        account=account, pk__gt=last, amount_minor__lt=0, entry__kind__startswith="payout"
    )
    for number, key in back.order_by("pk").values_list("pk", "entry__key"):
        if payout_of(key) in queue.paid_out:
            return min(own or number, number)
    return own


def _ahead(account: int, first: int) -> int:
    """What lay there before the posting: the kept balance, less everything since, in one statement."""
    since = Posting.objects.filter(account=account, pk__gte=first).order_by().values("account")
    found = Account.objects.filter(pk=account).annotate(
        ahead=F("balance_minor")
        - F("sign") * Coalesce(since.annotate(minor=Sum("amount_minor")).values("minor"), Value(0))
    )
    return max(int(found.values_list("ahead", flat=True).get()), 0)


def _rows(account: int, first: int) -> Iterable[Row]:
    """The account's postings from one on, oldest first, a few at a time."""
    while True:
        rows = list(
            Posting.objects.filter(account=account, pk__gte=first)
            .order_by("pk")
            .values_list("pk", "entry_id", "entry__key", "entry__kind", "amount_minor")[:CHUNK]
        )
        yield from rows
        if len(rows) < CHUNK:
            return
        first = rows[-1][0] + 1
