"""Photos in reviews: sealed privately as they come, decoded by the worker, public when they are clean.

The same guarded decoder as for evidence. Their addresses cannot be guessed, and no page names them
before the reveal.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from escrow import audit, clock, outbox
from escrow.story import Refusal, require, step, story
from marketplace.decoding import PATIENCE_SECONDS, Decoded, Prints, Undecodable, decode
from marketplace.models import RatingPhoto
from marketplace.models.rating_photo import RatingPhotoState
from marketplace.uploads import Upload
from sellers.models import Rating

log = logging.getLogger(__name__)

MOST = 6
PRINTS: Prints = {"full": (1200, False), "card": (480, True), "thumb": (160, True)}
LEASE = timedelta(seconds=2 * PATIENCE_SECONDS)
MOST_TRIES, GIVEN_UP = 3, "not_checked"
TURN_SECONDS = 60.0


class TooManyPhotos(Refusal):
    """A review shows a few pictures and not an album."""


@step
def add(rating: Rating, uploads: Sequence[Upload]) -> list[RatingPhoto]:
    """Keep what was sent; the worker decodes it when the transaction is committed."""
    require(
        len(uploads) <= MOST,
        TooManyPhotos,
        _("A review has at most %(most)s photos.") % {"most": MOST},
    )
    rows = [_kept(rating, position, upload) for position, upload in enumerate(uploads)]
    RatingPhoto.objects.bulk_create(rows)
    for row in rows:
        transaction.on_commit(partial(_ask, str(row.pk)), robust=True)
    return rows


def check_waiting() -> int:
    """Decode what waits and nobody is at, for about a minute; how many were checked."""
    until, checked = time.monotonic() + TURN_SECONDS, 0
    for pk in list(_waiting().values_list("pk", flat=True)):
        if time.monotonic() < until:
            checked += check(pk)
    return checked


def check(pk: UUID | str) -> bool:
    """Decode one and write down what it was; False when somebody else is at it, or it failed us."""
    taken = _take(pk)
    if taken is None:
        return False
    try:
        if taken.tries > MOST_TRIES:  # each time it brought down who took it
            raise Undecodable(GIVEN_UP)
        with storages["private"].open(taken.original) as file:
            decoded = decode(file.read(), taken.format, PRINTS)
    except Undecodable as wrong:
        _refuse(taken.pk, str(wrong))
    except OSError:  # ours, not the file's: it is tried again
        log.exception("review_photo_not_checked", extra={"photo": str(pk)})
        return False
    else:
        _accept(taken.pk, decoded)
    storages["private"].delete(taken.original)
    return True


def _ask(pk: str) -> None:
    """Without a worker it is decoded here; if the worker cannot be told, the sweep finds it."""
    from marketplace import tasks

    if settings.HOLDFAST_CHECKS_AT_ONCE:
        check(pk)
    else:
        tasks.check_rating_photo.apply_async((pk,), retry=False)


def _kept(rating: Rating, position: int, upload: Upload) -> RatingPhoto:
    name = f"reviews/{secrets.token_hex(12)}"
    return RatingPhoto(
        rating=rating,
        position=position,
        format=upload.format,
        name=upload.name,
        original=storages["private"].save(name, ContentFile(upload.content)),
        created_at=clock.now(),
    )


@story
def _take(pk: UUID | str) -> RatingPhoto | None:
    """Ours for a while."""
    row = _waiting().select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    if row is None or not row.is_free(clock.now() - LEASE):
        return None
    row.taken_at, row.tries = clock.now(), row.tries + 1
    row.save(update_fields=["taken_at", "tries"])
    return row


@story
def _accept(pk: UUID, decoded: Decoded) -> None:
    row = RatingPhoto.objects.select_for_update(no_key=True).get(pk=pk)
    if row.state != RatingPhotoState.CHECKING:
        return
    name = secrets.token_hex(12)
    for size, print in decoded.prints.items():
        getattr(row, size).save(f"{name}-{size}.jpg", ContentFile(print), save=False)
    row.accept(decoded.width, decoded.height)
    row.save()
    audit.record(None, "review_photo_ready", row)


@story
def _refuse(pk: UUID, code: str) -> None:
    row = RatingPhoto.objects.select_for_update(no_key=True).get(pk=pk)
    if row.state != RatingPhotoState.CHECKING:
        return
    row.refuse(code)
    row.save()
    outbox.announce(row.rating.buyer_id, "review_photo_refused", row)
    audit.record(None, "review_photo_refused", row, code=code)


def _waiting() -> QuerySet[RatingPhoto]:
    return RatingPhoto.objects.filter(state=RatingPhotoState.CHECKING).order_by("created_at", "pk")
