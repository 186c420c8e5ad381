"""The shop's rating: a mean that new stars pull, old stars leave, and few stars cannot shake.

Each rating weighs one half after every half-life. To them come so many ratings of what is usual on
the shelf: rating = (prior x usual + sum of weight x stars) / (prior + sum of weights). Of one buyer,
one rating in so many days counts. The numbers are the policy's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from escrow import clock
from escrow.models import Policy

# From each buyer the first one, then the next that is late enough after the last that counted.
COUNTED = """
    WITH RECURSIVE counted AS (
        (SELECT DISTINCT ON (seller_id, buyer_id) id, seller_id, buyer_id, at, value, shelf_id
        FROM sellers_performancefact WHERE seller_id = ANY(%(sellers)s) AND kind = 'rated' AND counts
        ORDER BY seller_id, buyer_id, at, id)
        UNION ALL
        SELECT n.* FROM counted c CROSS JOIN LATERAL (
            SELECT id, seller_id, buyer_id, at, value, shelf_id FROM sellers_performancefact f
            WHERE f.seller_id = c.seller_id AND f.kind = 'rated' AND f.counts
            AND f.buyer_id = c.buyer_id AND f.at >= c.at + %(apart)s * interval '24 hours'
            ORDER BY f.at, f.id LIMIT 1) n
    )
"""
WEIGHED = """
    SELECT c.id, c.seller_id, c.at, c.value,
        power(0.5, greatest(extract(epoch FROM %(now)s - c.at), 0) / (%(half)s * 86400.0)) AS weight,
        coalesce(own.hundredths, every.hundredths, %(usual)s) / 100.0 AS usual
    FROM counted c
    LEFT JOIN sellers_shelfmean own ON own.shelf_id = c.shelf_id AND own.ratings >= %(enough)s
    LEFT JOIN sellers_shelfmean every ON every.shelf_id IS NULL AND every.ratings >= %(enough)s
"""
SUMMED = f"""{COUNTED}
    SELECT seller_id, count(*), sum(weight)::float, sum(weight * value)::float,
        sum(weight * usual)::float,
        count(*) FILTER (WHERE at >= %(since)s),
        count(*) FILTER (WHERE at >= %(since)s AND value >= 4)
    FROM ({WEIGHED}) weighed GROUP BY seller_id
"""  # noqa: S608 (built from constants)
EACH = f"{COUNTED} SELECT id, weight::float FROM ({WEIGHED}) weighed WHERE id = ANY(%(ids)s)"  # noqa: S608


@dataclass(frozen=True)
class Score:
    """`usual` is what the shelf pulls towards, `stars` the sum of weight x stars.

    `recent` and `good` are of the last year.
    """

    rating: float | None
    count: int
    weight: float
    stars: float
    usual: float | None
    recent: int
    good: int


NOBODY = Score(None, 0, 0.0, 0.0, None, 0, 0)


def of(seller_id: int, rules: Policy) -> Score:
    return of_each([seller_id], rules).get(seller_id, NOBODY)


def of_each(seller_ids: list[int], rules: Policy) -> dict[int, Score]:
    """Of several shops at once; one that nobody has rated is not there."""
    with connection.cursor() as cursor:
        cursor.execute(SUMMED, _values(seller_ids, rules))
        return {row[0]: _score(rules, *row[1:]) for row in cursor.fetchall()}


def weights(seller_id: int, fact_ids: list[int], rules: Policy) -> dict[int, float]:
    """Of these ratings, what each weighs today; one that does not count is not there."""
    values = _values([seller_id], rules)
    values["ids"] = fact_ids
    with connection.cursor() as cursor:
        cursor.execute(EACH, values)
        return dict(cursor.fetchall())


def _score(
    rules: Policy, count: int, weight: float, stars: float, usual: float, recent: int, good: int
) -> Score:
    prior, mean = rules.of_sellers("prior_ratings"), usual / weight
    rating = (prior * mean + stars) / (prior + weight)
    return Score(rating, count, weight, stars, mean, recent, good)


def _values(seller_ids: list[int], rules: Policy) -> dict[str, Any]:
    now: datetime = clock.now()
    return {
        "sellers": seller_ids,
        "now": now,
        "apart": rules.of_sellers("one_buyer_days"),
        "half": rules.of_sellers("half_life_days"),
        "enough": rules.of_sellers("shelf_ratings"),
        "usual": rules.of_sellers("prior_hundredths"),
        "since": now - rules.days_of_sellers("long_window_days"),
    }
