"""What our staff decided against somebody, as rows: written with the deed, ended with its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from escrow import audit, clock, deadlines
from escrow.story import step
from sellers.models import Sanction

OVER, ANSWER = "sanction_over", "sanction_appeal"


@step
def impose(
    person: Any, kind: str, *, by: Any, words: str, until: datetime | None, subject_id: Any = ""
) -> Sanction:
    """From now on; one of the same kind that is in force gives way to it."""
    found = open_of(person, kind, subject_id)
    if found:
        end(found, Sanction.Why.ANEW, by=by)
    made = Sanction.objects.create(
        person=person,
        kind=kind,
        subject_id=str(subject_id),
        words=words,
        by=by,
        at=clock.now(),
        until=until,
    )
    if until:
        deadlines.set(made, OVER, until)
    audit.record(by, "sanction_imposed", made, kind=kind)
    return made


@step
def end(sanction: Sanction, why: str, *, by: Any) -> None:
    """It is over, and nothing of it waits any more."""
    sanction.end(why, clock.now())
    sanction.save(update_fields=["ended_at", "why_ended"])
    deadlines.cancel([sanction], OVER, ANSWER)
    audit.record(by, "sanction_ended", sanction, why=why)


@step
def end_open(person: Any, kind: str, *, by: Any, subject_id: Any = "") -> None:
    """What is in force of this kind, if anything, was taken back."""
    found = open_of(person, kind, subject_id)
    if found:
        end(found, Sanction.Why.LIFTED, by=by)


@step
def open_of(person: Any, kind: str, subject_id: Any = "") -> Sanction | None:
    """The one in force, locked."""
    rows = Sanction.objects.in_force().filter(person=person, kind=kind, subject_id=str(subject_id))
    return rows.select_for_update(no_key=True, of=("self",)).first()
