"""Asking for one's data, making the file, and deleting it when its days are over."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files import File
from django.core.files.storage import storages
from django.db import models, transaction

from escrow import audit, clock, deadlines, outbox
from escrow.story import story
from marketplace.data_export.writing import write
from marketplace.models import DataExport, User
from marketplace.models.data_export import ExportState

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)
ASK_AGAIN_AFTER = timedelta(days=1)
LEASE = timedelta(minutes=15)
MOST_TRIES = 3
OVER = "export_over"


@story
def ask(*, by: User) -> DataExport:
    """A new one; or the one that is being made, or is not a day old."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    fresh = models.Q(state=ExportState.READY, ready_at__gt=clock.now() - ASK_AGAIN_AFTER)
    kept = by.data_exports.filter(fresh | models.Q(state=ExportState.ASKED)).first()
    if kept:
        return kept
    asked = DataExport.objects.create(user=by, asked_at=clock.now())
    audit.record(by, "data_asked_for", asked)
    return asked


def make_waiting() -> int:
    """Make what was asked for and nobody is at; how many were made."""
    abandoned = models.Q(taken_at=None) | models.Q(taken_at__lte=clock.now() - LEASE)
    waiting = DataExport.objects.filter(abandoned, state=ExportState.ASKED).order_by("asked_at")
    return sum(make(pk) for pk in list(waiting.values_list("pk", flat=True)))


def make(pk: UUID) -> bool:
    """One file, between two short stories; False when it was not made."""
    taken = _take(pk)
    if taken is None:
        return False
    try:
        with tempfile.TemporaryFile() as draft:
            write(taken.user, draft)
            draft.seek(0)
            name = storages["private"].save(f"exports/{taken.pk}.zip", File(draft))
    except Exception:
        log.exception("export_not_made", extra={"export": str(pk)})
        return False
    return _finish(pk, name)


def written(export: DataExport, *, by: User) -> File[bytes]:
    """The file, for its owner; that it was fetched is written down."""
    _fetched(export, by=by)
    return storages["private"].open(export.file)


@story
def delete_over(ids: Iterable[str]) -> None:
    """Its days are over: the file is deleted, and the row says when there was one."""
    due = deadlines.due_subjects([str(pk) for pk in ids], OVER, DataExport)
    for export in DataExport.objects.select_for_update(no_key=True).filter(pk__in=due):
        if export.state == ExportState.READY:
            drop(export)
    deadlines.done_by_id(DataExport, due, OVER)


def drop(export: DataExport) -> None:
    """In a story that has locked it; the file goes when the story has committed."""
    name = export.file
    export.delete_file()
    export.save()
    audit.record(None, "export_deleted", export)
    transaction.on_commit(partial(storages["private"].delete, name))


@story
def _take(pk: UUID) -> DataExport | None:
    """Ours for a while; after so many tries nobody's."""
    waiting = DataExport.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    export = waiting.select_related("user").filter(pk=pk, state=ExportState.ASKED).first()
    if export is None:
        return None
    export.tries, export.taken_at = export.tries + 1, clock.now()
    if export.tries > MOST_TRIES:
        export.fail()
    export.save()
    return None if export.state == ExportState.FAILED else export


@story
def _finish(pk: UUID, name: str) -> bool:
    export = DataExport.objects.select_for_update(no_key=True).get(pk=pk)
    if export.state != ExportState.ASKED:
        transaction.on_commit(partial(storages["private"].delete, name))
        return False
    until = clock.now() + KEPT_FOR
    export.finish(name, storages["private"].size(name), clock.now(), until)
    export.save()
    deadlines.set(export, OVER, until)
    audit.record(None, "export_made", export)
    outbox.announce(export.user_id, "export_ready", export, until=until.isoformat())
    return True


@story
def _fetched(export: DataExport, *, by: User) -> None:
    audit.record(by, "export_fetched", export)
