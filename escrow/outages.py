"""Times in which people could not use the web, given back to every window that was open then.

Written by staff or by a command, and never inferred from the clock or from a lost queue. While an
outage is open no deadline is run; when it ends, every open promise moves by its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.models import Deadline, Outage
from escrow.story import Refusal, require, story


class NoSuchOutage(Refusal):
    """None is open, one is open already, or it would end before it began."""


@dataclass(frozen=True)
class Window:
    """A column with the end of a window, and which rows' windows are still open."""

    model: type[Model]
    column: str
    open_rows: dict[str, Any]


_windows: list[Window] = []
_fixed: set[str] = set()


def register(model: type[Model], column: str, **open_rows: Any) -> None:
    """From now on, an outage extends this column of these rows. In the one lock order."""
    _windows.append(Window(model, column, open_rows))


def leave(*kinds: str) -> None:
    """Deadlines of these kinds are no window of anybody's, and stay where they are."""
    _fixed.update(kinds)


@story
def begin(reason: str, *, by: Any, at: datetime | None = None) -> Outage:
    """People cannot use the web; from now on no deadline is run. Raises NoSuchOutage."""
    require(open_now() is None, NoSuchOutage, _("An outage is open already."))
    outage = Outage.objects.create(started_at=at or clock.now(), reason=reason, written_by=by)
    audit.record(by, "outage_began", outage, reason=reason)
    return outage


@story
def end(*, by: Any) -> Outage:
    """People can use the web again; every open window gets the lost time. Raises NoSuchOutage."""
    outage = Outage.objects.filter(ended_at=None).select_for_update().first()
    if outage is None:
        raise NoSuchOutage(_("No outage is open."))
    _give_back(outage, clock.now(), by=by)
    return outage


@story
def write_down(started_at: datetime, ended_at: datetime, reason: str, *, by: Any) -> Outage:
    """An outage that is over already; what fell due meanwhile has run. Raises NoSuchOutage."""
    require(open_now() is None, NoSuchOutage, _("An outage is open already. End it first."))
    require(
        started_at < ended_at <= clock.now(),
        NoSuchOutage,
        _("An outage ends after it began, and not in the future."),
    )
    outage = Outage.objects.create(started_at=started_at, reason=reason, written_by=by)
    _give_back(outage, ended_at, by=by)
    return outage


def open_now() -> Outage | None:
    return Outage.objects.filter(ended_at=None).first()


def _give_back(outage: Outage, ended_at: datetime, *, by: Any) -> None:
    """Every window that was open during the outage ends later by its length."""
    outage.ended_at = ended_at
    outage.save(update_fields=["ended_at"])
    length = ended_at - outage.started_at
    moved = {f"{w.model._meta.label}.{w.column}": _extend(w, outage, length) for w in _windows}
    pending = (
        Deadline.objects.pending().filter(due_at__gt=outage.started_at).exclude(kind__in=_fixed)
    )
    moved["deadlines"] = pending.update(due_at=F("due_at") + length)
    audit.record(by, "outage_ended", outage, seconds=length.total_seconds(), moved=moved)


def _extend(window: Window, outage: Outage, length: Any) -> int:
    column = window.column
    rows = window.model._default_manager.filter(
        **window.open_rows, **{f"{column}__gt": outage.started_at}
    )
    return rows.update(**{column: F(column) + length})
