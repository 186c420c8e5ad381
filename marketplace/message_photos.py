"""Photos in messages: taken as they come, decoded by a worker after the commit, shown as clean copies.

The decoding stands between two short stories: one takes the file, one writes down what it was.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace.decoding import PATIENCE_SECONDS, Decoded, Prints, Undecodable, decode
from marketplace.models import Message, MessagePhoto, User
from marketplace.uploads import Upload

log = logging.getLogger(__name__)
MOST = 6
PRINTS: Prints = {"picture": (1600, False), "thumb": (320, True)}
LEASE = timedelta(seconds=2 * PATIENCE_SECONDS)
MOST_TRIES = 3
GIVEN_UP = "not_checked"
TURN_SECONDS = 60.0


class TooManyPhotos(Refusal):
    """The words are kept; the photos can be sent in two messages."""


@step
def add(message: Message, uploads: Sequence[Upload]) -> None:
    """With the message, in its transaction. Raises TooManyPhotos."""
    from marketplace import tasks

    sentence = _("Send at most %(most)s photos with a message.") % {"most": MOST}
    require(len(uploads) <= MOST, TooManyPhotos, sentence)
    for row in MessagePhoto.objects.bulk_create([_sent(message, one) for one in uploads]):
        if not settings.HOLDFAST_CHECKS_AT_ONCE:
            tell = partial(tasks.check_message_photo.apply_async, (str(row.pk),), retry=False)
            transaction.on_commit(tell, robust=True)


def check_at_once(message: Message) -> None:
    """Where no worker runs, whoever sent it waits for it."""
    if settings.HOLDFAST_CHECKS_AT_ONCE:
        check_all(MessagePhoto.objects.checking().filter(message=message))


def check_waiting() -> int:
    """Decode what waits and nobody is at, for about a minute; how many were checked."""
    abandoned = models.Q(taken_at=None) | models.Q(taken_at__lt=clock.now() - LEASE)
    return check_all(MessagePhoto.objects.checking().filter(abandoned))


def check_all(waiting: models.QuerySet[MessagePhoto]) -> int:
    until, checked = time.monotonic() + TURN_SECONDS, 0
    for pk in list(waiting.order_by("sent_at").values_list("pk", flat=True)):
        if time.monotonic() < until:
            checked += check(pk)
    return checked


def check(pk: UUID | str) -> bool:
    """Decode one and write down what it was; False when somebody else is at it."""
    taken = _take(pk)
    if taken is None:
        return False
    try:
        if taken.tries > MOST_TRIES:  # each time it brought down who took it
            raise Undecodable(GIVEN_UP)
        decoded = decode(_read(taken.original), taken.format, PRINTS)
    except Undecodable as wrong:
        _refuse(taken, str(wrong))
    except OSError:  # ours, not the file's: it is tried again
        log.exception("message_photo_not_checked", extra={"photo": str(pk)})
        return False
    else:
        _accept(taken, decoded)
    return True


def look_at(pk: UUID, *, by: User, small: bool = False) -> str:
    """The name of the clean copy. Raises MessagePhoto.DoesNotExist for all but the two."""
    seen = MessagePhoto.objects.visible_to(by).exclude(picture="").get(pk=pk)
    return seen.thumb if small else seen.picture


@step
def forget(photos: models.QuerySet[MessagePhoto]) -> None:
    """The files go when the story has committed; the rows no longer show them."""
    for photo in photos.exclude(refusal="forgotten"):
        for name in filter(None, (photo.original, photo.picture, photo.thumb)):
            transaction.on_commit(partial(storages["private"].delete, name))
    photos.update(original="", picture="", thumb="", name="", refusal="forgotten")


@story
def _take(pk: UUID | str) -> MessagePhoto | None:
    """Ours for a while."""
    waiting = MessagePhoto.objects.checking().select_for_update(no_key=True, skip_locked=True)
    photo = waiting.filter(pk=pk).first()
    if photo is None or (photo.taken_at and photo.taken_at > clock.now() - LEASE):
        return None
    photo.taken_at, photo.tries = clock.now(), photo.tries + 1
    photo.save(update_fields=["taken_at", "tries"])
    return photo


@story
def _accept(taken: MessagePhoto, decoded: Decoded) -> None:
    """What was sent goes: where it was taken is in it, and nobody needs that."""
    photo = MessagePhoto.objects.select_for_update(no_key=True).get(pk=taken.pk)
    if photo.is_checking():
        photo.picture, photo.thumb = (
            _kept(photo, f"{name}.jpg", decoded.prints[name]) for name in PRINTS
        )
        _end(photo)


@story
def _refuse(taken: MessagePhoto, code: str) -> None:
    photo = MessagePhoto.objects.select_for_update(no_key=True).get(pk=taken.pk)
    if photo.is_checking():
        photo.refusal = code
        audit.record(None, "message_photo_refused", photo, code=code)
        _end(photo)


@step
def _end(photo: MessagePhoto) -> None:
    transaction.on_commit(partial(storages["private"].delete, photo.original))
    photo.original = ""
    photo.save()


def _sent(message: Message, upload: Upload) -> MessagePhoto:
    photo = MessagePhoto(
        message=message, format=upload.format, name=upload.name, sent_at=clock.now()
    )
    photo.original = _kept(photo, "original", upload.content)
    return photo


def _kept(photo: MessagePhoto, name: str, content: bytes) -> str:
    return storages["private"].save(f"messages/{photo.pk}/{name}", ContentFile(content))


def _read(name: str) -> bytes:
    with storages["private"].open(name) as file:
        return bytes(file.read())
