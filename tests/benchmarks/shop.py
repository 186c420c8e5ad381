"""A shop with many holds: one real purchase, made by its stories and copied row by row.

The copies are real product rows (checkout, payment, order, line, funding, hold, escrow account,
deadline) and the books are right: an opening entry each brings their money in. Triggers are off
only while copying, which needs the launcher's superuser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models

from escrow import clock
from escrow.models import Account, Deadline
from marketplace.models import Order
from tests import doings, factories
from tests.superuser import Superuser

SELLERS, BUYERS = 1000, 5000
SLICE = timedelta(hours=1)
GOODS, PLUS = "(3000 + n % 5000)", "(CASE WHEN n % 5 = 0 THEN 110 ELSE 0 END)"
TAX = "(CASE WHEN n % 7 = 0 THEN 333 ELSE 0 END)"
WORTH = f"({GOODS} + {TAX} + {PLUS} + 490)"
ACCOUNT = "(SELECT a.id FROM escrow_account a WHERE kind = 'escrow' AND owner = 'hold:' || {id})"


@dataclass
class Shop:
    """Holds number 1 to `holds`; the first `slice` of them are due after one hour, and so on."""

    superuser: Superuser
    database: str
    epoch: datetime
    slice: int
    holds: int = 0

    def due_until(self, slices: float) -> datetime:
        """The moment at which so many slices are due."""
        return self.epoch + SLICE * slices

    def due(self) -> int:
        """How many deadlines wait that are not the prototype's."""
        return Deadline.objects.pending().filter(due_at__lt=clock.real_now()).count()

    def grow(self, holds: int) -> None:
        """Add holds up to so many, and let the planner know."""
        first, last = self.holds + 1, holds
        if first > last:
            return
        prototype = Order.objects.order_by("pk")[0]
        line = prototype.lines.get()
        tender = prototype.checkout.tenders.get()
        ids = {name: f"md5('{name}' || n)::uuid" for name in ("hold", "checkout", "payment")}
        number = prototype.pk + 1_000_000
        people = {
            "buyer_id": f"{prototype.buyer_id} + 11 + n % {BUYERS}",
            "seller_id": f"{prototype.seller_id} + 1 + (n::bigint * 7919) % {SELLERS}",
        }
        due = f"'{self.epoch.isoformat()}'::timestamptz + interval '1 hour' * (n::float8 / {self.slice})"
        account = Account.objects.get(kind="escrow", owner=f"hold:{line.hold_id}")
        copies: list[tuple[models.Model, dict[str, str]]] = [
            (
                prototype.checkout,
                {"id": ids["checkout"], "buyer_id": people["buyer_id"], "token": "NULL"},
            ),
            (
                tender.payment,
                {"id": ids["payment"], "amount_minor": WORTH, "captured_minor": WORTH},
            ),
            (tender, {"checkout_id": ids["checkout"], "payment_id": ids["payment"]}),
            (
                prototype,
                {"id": f"{number} + n", "number": "'B' || n", "checkout_id": ids["checkout"]}
                | {"total_minor": WORTH}
                | people,
            ),
            (
                line.hold,
                {"id": ids["hold"], "goods_minor": GOODS, "tax_minor": TAX, "plus_minor": PLUS}
                | {"captured_minor": WORTH, "release_at": due, "state": "'inspecting'"}
                | {"reserve_bps": "CASE WHEN n % 10 = 0 THEN 1000 ELSE 0 END"}
                | people,
            ),
            (line, {"order_id": f"{number} + n", "hold_id": ids["hold"]}),
            (
                line.hold.fundings.get(),
                {"hold_id": ids["hold"], "payment_id": ids["payment"], "amount_minor": WORTH},
            ),
            (account, {"owner": f"'hold:' || {ids['hold']}", "balance_minor": WORTH}),
            (
                Deadline.objects.get(kind="release", subject_id=str(line.hold_id)),
                {"subject_id": f"({ids['hold']})::text", "due_at": due},
            ),
        ]
        with self.superuser.connect(self.database) as db:
            db.execute("SET session_replication_role = replica")
            for row, changed in copies:
                db.execute(copied(row, changed, first, last))
            db.execute(
                OPENING.format(
                    first=first, last=last, worth=WORTH, account=ACCOUNT.format(id=ids["hold"])
                )
            )
            db.execute("VACUUM ANALYZE")
        self.holds = holds


# Every seller has sold before.
OPEN_SELLERS = """
    INSERT INTO escrow_account (kind, owner, currency, floored, sign, balance_minor)
    SELECT kind, 'seller:' || id, 'EUR', true, -1, 0 FROM sellers_seller,
        unnest(ARRAY['seller_payable', 'seller_reserve']) AS kind
    UNION ALL SELECT kind, '', 'EUR', true, -1, 0
        FROM unnest(ARRAY['commission', 'tax_payable', 'plus_due']) AS kind
    ON CONFLICT DO NOTHING
"""
OPENING = """
    WITH entries AS (
        INSERT INTO escrow_journalentry (key, kind, at)
        SELECT 'opening:' || n, 'opening', now() FROM generate_series({first}, {last}) n
        RETURNING id, substr(key, 9)::int AS n, at
    )
    INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at)
    SELECT id, {account}, -{worth}, 'EUR', at FROM entries UNION ALL
    SELECT id, (SELECT id FROM escrow_account WHERE kind = 'bank'), {worth}, 'EUR', at FROM entries
"""


@contextmanager
def filled(superuser: Superuser, database: str, *, holds: int, slice: int) -> Iterator[Shop]:
    """A shop with so many holds; this process is connected to it."""
    shop = open_shop(superuser, database, slice=slice)
    shop.grow(holds)
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SELLERS)
    connection.close()
    yield shop


def open_shop(superuser: Superuser, database: str, *, slice: int) -> Shop:
    """The people, and one purchase whose window is running; everything else is a copy of it."""
    epoch = clock.real_now().replace(microsecond=0) - timedelta(days=15)
    with clock.travel_to(epoch - timedelta(days=11)):
        buyer = factories.person("ben@example.com", "Ben", country="DE", zone="Europe/Berlin")
        seller = factories.shop("ada@example.com", "Ada", country="DE", level="standard")
        lamps = factories.category("lamps", "Lamps")
        doings.delivered(buyer, factories.listing(seller, lamps, "Lamp", stock=1))
    Account.objects.create(kind="bank", currency="EUR", floored=False, sign=1)
    with superuser.connect(database) as db:
        db.execute("SET session_replication_role = replica")
        # The prototype waits longer than anybody measures.
        db.execute("UPDATE escrow_deadline SET due_at = now() + interval '1 year'")
        numbers = {"id": f"{buyer.pk} + n", "email": "'buyer' || n || '@example.com'"}
        shift = {**numbers, "id": f"{seller.user_id} + {BUYERS} + n", "email": "'shop' || n"}
        db.execute(copied(buyer, numbers | {"id": f"{buyer.pk + 10} + n"}, 1, BUYERS))
        db.execute(copied(seller.user, shift | {"id": f"{buyer.pk + 10 + BUYERS} + n"}, 1, SELLERS))
        names = {"name": "'Shop ' || n", "slug": "'shop-' || n", "id": f"{seller.pk} + n"}
        db.execute(copied(seller, names | {"user_id": f"{buyer.pk + 10 + BUYERS} + n"}, 1, SELLERS))
    return Shop(superuser, database, epoch, slice)


def copied(row: models.Model, changed: dict[str, str], first: int, last: int) -> str:
    """INSERT a copy of one row for each n; columns that are not named are the row's own."""
    fields = [f for f in row._meta.concrete_fields if not f.generated]
    names = [f.column for f in fields if f.column in changed or not f.primary_key]
    values = ", ".join(changed.get(name, f'p."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    table, key = row._meta.db_table, row._meta.pk.column
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} p, "
        f"generate_series({first}, {last}) n WHERE p.{key} = '{row.pk}'"
    )
