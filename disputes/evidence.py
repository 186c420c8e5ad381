"""Photos of a case: the original sealed under its hash, a clean copy for the parties and staff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from disputes import parties, reviewing, timeline
from disputes.models import Dispute, Evidence, Statement
from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace.models import User
from marketplace.photos import Photo

LONGEST, THUMB = 2000, 320
MOST_PHOTOS = 20


class CannotAddEvidence(Refusal):
    """The case takes no more photos, or not from this person."""


@step
def add(dispute: Dispute, by: User, photos: Sequence[Photo]) -> list[Evidence]:
    """Seal the originals and keep clean copies, privately."""
    require(
        dispute.evidence.count() + len(photos) <= MOST_PHOTOS,
        CannotAddEvidence,
        _("A case takes at most %(most)s photos.") % {"most": MOST_PHOTOS},
    )
    rows = [_sealed(dispute, by, photo) for photo in photos]
    return Evidence.objects.bulk_create(rows)


@story
def bring(dispute: Dispute, *, by: User, photos: Sequence[Photo], text: str = "") -> list[Evidence]:
    """A party adds photos to an open case. Raises CannotAddEvidence."""
    locked = (
        Dispute.objects.visible_to(by)
        .select_for_update(no_key=True, of=("self",))
        .get(pk=dispute.pk)
    )
    require(locked.is_open(), CannotAddEvidence, _("The case is closed."))
    rows = add(locked, by, photos)
    timeline.say(locked, by, Statement.Kind.EVIDENCE, text)
    reviewing.note_answer(locked, parties.side_of(locked, by))
    audit.record(by, "evidence_added", locked, photos=len(rows))
    return rows


def open_file(evidence: Evidence, *, size: str) -> bytes:
    """The clean copy, or its small one."""
    name = evidence.thumb if size == "thumb" else evidence.shown
    with storages["private"].open(name) as file:
        return bytes(file.read())


def _sealed(dispute: Dispute, by: User, photo: Photo) -> Evidence:
    folder = PurePosixPath("evidence") / photo.sha256[:2]
    shown = photo.encoded(LONGEST)
    row = Evidence(
        dispute=dispute,
        by=by,
        sha256=photo.sha256,
        captured_at=photo.captured_at,
        width=photo.image.width,
        height=photo.image.height,
        created_at=clock.now(),
    )
    row.original = _stored(folder / photo.sha256, ContentFile(photo.original))
    row.shown = _stored(folder / f"{row.pk}.jpg", shown)
    row.thumb = _stored(folder / f"{row.pk}-thumb.jpg", photo.encoded(THUMB))
    return row


def _stored(name: PurePosixPath, content: ContentFile[bytes]) -> str:
    """An original that was sealed before is not written again."""
    storage = storages["private"]
    return str(name) if storage.exists(str(name)) else storage.save(str(name), content)
