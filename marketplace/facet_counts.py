"""The counts beside a search: one statement over what the words find, whatever is limited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Case, ExpressionWrapper, F, IntegerField, Q, Value, When

from escrow.default_policy import AMOUNTS
from escrow.money import Money
from marketplace import narrowing, search
from marketplace.wish import Wish

KINDS = ("category", "price", "condition", "ships", "level", "returns")
# Of the amount from which an order is a large one: 25, 50, 100, 250 of 500 euros.
STEPS_PERCENT = (5, 10, 20, 50)


@dataclass(frozen=True)
class Shelf:
    """A shelf with its count; `parent` is the wider shelf's (slug, name), if there is one."""

    slug: str
    name: str
    count: int
    parent: tuple[str, str] | None


@dataclass(frozen=True)
class Counts:
    """`of[kind][value]` things would be left by that choice beside all other kinds of limits."""

    of: dict[str, dict[str, int]]
    shelves: list[Shelf]
    without: dict[str, int]
    total: int
    unlimited: int


def counted(wish: Wish, country: str) -> Counts:
    """For a reader in that country, if any is known."""
    found, params = _found(wish, country).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({found}) {COUNTING}", params)
        rows = cursor.fetchall()
    of: dict[str, dict[str, int]] = {}
    for kind, value, n, *_ in rows:
        of.setdefault(kind, {})[value] = n
    shelves = [
        Shelf(value, name, n, (parent, parent_name) if parent else None)
        for kind, value, n, name, parent, parent_name in rows
        if kind == "category"
    ]
    return Counts(of, shelves, of["without"], of["total"][""], of["unlimited"][""])


def bands() -> list[tuple[Money | None, Money | None]]:
    """Price ranges in the shop's main currency that tell cheap from dear."""
    currency = settings.HOLDFAST_CURRENCY
    large = Money(AMOUNTS[currency]["careful_from"], currency)
    edges = [large.share(percent * 100) for percent in STEPS_PERCENT]
    highs = [edge - Money(1, currency) for edge in edges]
    return list(zip([None, *edges], [*highs, None], strict=True))


def _found(wish: Wish, country: str) -> Any:
    """One row for each listing that has the words: its kinds, and which limits it keeps."""
    keeps = {f"in_{kind}": _true_if(limit) for kind, limit in narrowing.limits(wish).items()}
    return search.with_words(wish.words).values(
        "condition",
        shelf=F("category_id"),
        level=F("seller__level"),
        ships=_true_if(narrowing.sends_to(country)) if country else Value(False),
        returns=_true_if(narrowing.takes_back()),
        band=_band(),
        **keeps,
    )


def _band() -> Case:
    """The number of the price range; none for what is sold in another currency."""
    ours = Q(currency=settings.HOLDFAST_CURRENCY)
    cases = [
        When(ours & Q(price_minor__lte=high.minor) if high else ours, then=Value(number))
        for number, (_, high) in enumerate(bands())
    ]
    return Case(*cases, default=None, output_field=IntegerField(null=True))


def _true_if(condition: Q) -> Any:
    if not condition:
        return Value(True)
    return ExpressionWrapper(condition, output_field=BooleanField())


def _kept(*, but: str = "") -> str:
    return " AND ".join(f"in_{kind}" for kind in KINDS if kind != but)


NOTHING_MORE = "NULL, NULL, NULL"
SHELVES = f"""
    SELECT 'category', c.slug, s.n, c.name, p.slug, p.name
    FROM (SELECT shelf, count(*) AS n FROM found WHERE {_kept(but="category")} GROUP BY 1) s
    JOIN marketplace_category c ON c.id = s.shelf
    LEFT JOIN marketplace_category p ON p.id = c.parent_id
    ORDER BY coalesce(p.position, c.position), c.position, c.name
"""
VALUES = {
    "price": ("band::text", "band IS NOT NULL"),
    "condition": ("condition", "true"),
    "ships": ("'1'", "ships"),
    "level": ("level", "true"),
    "returns": ("'1'", "returns"),
}
COUNTING = " UNION ALL ".join(
    [
        f"({SHELVES})",
        *(
            f"SELECT '{kind}', {value}, count(*), {NOTHING_MORE} FROM found "
            f"WHERE {_kept(but=kind)} AND {only} GROUP BY 2"
            for kind, (value, only) in VALUES.items()
        ),
        *(
            f"SELECT 'without', '{kind}', count(*), {NOTHING_MORE} FROM found "
            f"WHERE {_kept(but=kind)}"
            for kind in KINDS
        ),
        f"SELECT 'total', '', count(*), {NOTHING_MORE} FROM found WHERE {_kept()}",
        f"SELECT 'unlimited', '', count(*), {NOTHING_MORE} FROM found",
    ]
)
