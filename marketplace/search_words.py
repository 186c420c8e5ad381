"""The words that titles are made of: learned with each listing, counted again by the clock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from escrow.story import step
from marketplace.models import Listing

# Numbers, and letters that stand alone, complete and correct nothing.
USEFUL = "length(word) BETWEEN 3 AND 40 AND word !~ '^[0-9.,x/-]+$'"
LEARN = f"""
    INSERT INTO marketplace_searchword (word, listings)
    SELECT DISTINCT word, 1 FROM unnest(%s::text[]) title,
        unnest(tsvector_to_array(to_tsvector('simple', holdfast_folded(title)))) word
    WHERE {USEFUL} ORDER BY word ON CONFLICT DO NOTHING
"""  # noqa: S608
COUNT = f"""
    WITH counted AS (
        SELECT word, ndoc FROM ts_stat($$
            SELECT to_tsvector('simple', holdfast_folded(title)) FROM marketplace_listing l
            WHERE l.state = 'active' AND EXISTS (
                SELECT FROM marketplace_variant v
                WHERE v.listing_id = l.id AND v.retired_at IS NULL AND v.on_hand > v.reserved
            ) $$)
        WHERE {USEFUL}
    ), known AS (
        SELECT coalesce(c.word, s.word) AS word, coalesce(c.ndoc, 0) AS listings
        FROM counted c FULL JOIN marketplace_searchword s ON s.word = c.word
        WHERE s.word IS NULL OR s.listings <> coalesce(c.ndoc, 0)
    )
    INSERT INTO marketplace_searchword (word, listings) SELECT word, listings FROM known ORDER BY word
    ON CONFLICT (word) DO UPDATE SET listings = EXCLUDED.listings
"""  # noqa: S608


@step
def learn(listings: Iterable[Listing]) -> None:
    """New titles' words can be completed and corrected at once."""
    with connection.cursor() as cursor:
        cursor.execute(LEARN, [[listing.title for listing in listings]])


def count_again() -> int:
    """How many things for sale have each word; returns how many counts have changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT)
        return int(cursor.rowcount)
