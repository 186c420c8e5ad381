"""What in the evidence staff should look at twice. A hint each, and never a denial by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _
from PIL import Image

from disputes.case_file import shown
from disputes.models import Dispute, Evidence
from marketplace.decoder import perceptual_hash
from marketplace.moments import told

ALIKE = 6  # of the 64 bits of two perceptual hashes, so many differ at most
DOUBT = timedelta(days=1)  # a camera's clock has no time zone, and is often wrong by hours
EARLIER = """
    SELECT mine.id, placed.number, person.name
    FROM disputes_evidence mine
    JOIN disputes_evidence theirs ON theirs.dispute_id <> mine.dispute_id
        AND theirs.created_at < mine.created_at AND theirs.state = 'ready'
        AND (theirs.sha256 = mine.sha256
            OR bit_count((theirs.phash # mine.phash)::bit(64)) <= %s)
    JOIN disputes_dispute other ON other.id = theirs.dispute_id
    JOIN marketplace_order placed ON placed.id = other.order_id
    JOIN marketplace_user person ON person.id = theirs.by_id
    WHERE mine.dispute_id = %s AND mine.state = 'ready'
    ORDER BY theirs.created_at LIMIT 20
"""

Signal = tuple[UUID, str]


def of(dispute: Dispute) -> dict[str, list[str]]:
    """Sentences for staff, by the id of the piece of evidence that they are about."""
    found: dict[str, list[str]] = {str(one.pk): [] for one in shown(dispute)}
    for finder in (_camera_clock, _in_the_listing, _in_earlier_cases):
        for pk, sentence in finder(dispute):
            if str(pk) in found:
                found[str(pk)].append(sentence)
    return found


def distance(one: int, other: int) -> int:
    """How many of the bits differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def _camera_clock(dispute: Dispute) -> Iterator[Signal]:
    for one in shown(dispute):
        if one.captured_at and (words := _odd_moment(dispute, one)):
            yield one.pk, words


def _odd_moment(dispute: Dispute, one: Evidence) -> str:
    assert one.captured_at
    order, named = dispute.order, {"taken": told(one.captured_at)}
    if one.captured_at > one.created_at + DOUBT:
        return _("The camera says %(taken)s, which had not come yet.") % named
    if one.by_id == dispute.claimant_id:
        arrived = order.delivered_at
        if arrived and one.captured_at < arrived - DOUBT:
            named["arrived"] = told(arrived)
            return _("The camera says %(taken)s: before it arrived on %(arrived)s.") % named
    elif order.shipped_at and one.captured_at > order.shipped_at + DOUBT:
        named["sent"] = told(order.shipped_at)
        return _("The camera says %(taken)s: after it was sent on %(sent)s.") % named
    return ""


def _in_the_listing(dispute: Dispute) -> Iterator[Signal]:
    hashed = [(one.pk, one.phash) for one in shown(dispute) if one.phash is not None]
    known = list(_hashes_of_listings(dispute)) if hashed else []
    for pk, phash in hashed:
        if any(distance(phash, other) <= ALIKE for other in known):
            yield pk, _("The same picture is among the listing's own photos.")


def _hashes_of_listings(dispute: Dispute) -> Iterator[int]:
    """Of the photos as they are now, and of the one it was sold with."""
    for claimed in dispute.lines.all():
        names = {photo.full.name for photo in claimed.line.listing.photos.all()}
        names |= {claimed.line.as_sold.get("photo")}
        for name in sorted(filter(None, names)):
            if default_storage.exists(name):
                with default_storage.open(name) as file, Image.open(file) as picture:
                    phash = perceptual_hash(picture)
                if phash is not None:
                    yield phash


def _in_earlier_cases(dispute: Dispute) -> Iterator[Signal]:
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [ALIKE, dispute.pk])
        for pk, number, name in cursor.fetchall():
            named = {"name": name, "number": number}
            yield pk, _("%(name)s sent the same picture in the case of order %(number)s.") % named
