"""What a case waits for, and until when: one set of promises that follows its state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from disputes.models import Dispute
from escrow import chargebacks, deadlines, pausing
from escrow.models import Hold
from escrow.story import step

# Each kind belongs to one turn; the next turn ends it. The column is what pages show.
TURNS = {
    "draft": "",
    "seller_answer": "answer_by",
    "negotiate": "negotiate_by",
    "settle": "settles_at",
    "evidence": "",
    "staff_decide": "decide_by",
    "solo_cooling": "",
    "comment": "comment_by",
    "execute": "executes_at",
    "appeal_decide": "decide_by",
    "label": "parcel_by",
    "return_ship": "parcel_by",
    "return_stall": "parcel_by",
    "return_inspect": "parcel_by",
    "replacement_ship": "parcel_by",
    "replacement_stall": "parcel_by",
    "replacement_look": "parcel_by",
    "replacement_first": "",
    "replacement_last": "",
}
# These run from the escalation to the end, whatever happens in between.
LASTING = ("hard_stop", "presumption")
ALL = (*TURNS, *LASTING)


@step
def wait(dispute: Dispute, **until: datetime) -> None:
    """From now on the case waits for these and for nothing that it waited for before.

    While a bank decides, they stand still from the beginning.
    """
    stands_still = _is_held_up(dispute)
    deadlines.cancel([dispute], *[kind for kind in TURNS if kind not in until])
    pausing.forget(dispute, *TURNS)
    _promise(dispute, until, stands_still=stands_still)


@step
def last(dispute: Dispute, **until: datetime) -> None:
    """From now on these run whatever the case waits for; while a bank decides they stand still."""
    stands_still = _is_held_up(dispute)
    pausing.forget(dispute, *until)
    _promise(dispute, until, stands_still=stands_still)


def has_last(dispute: Dispute) -> bool:
    """Whether the last days of a case run already; they never come earlier than was promised."""
    running = {kind for kind, _ in deadlines.pending_of(dispute)}
    return pausing.is_paused(dispute, *LASTING) or not running.isdisjoint(LASTING)


@step
def wait_for_parcel(dispute: Dispute, kind: str, until: datetime, **reminders: datetime) -> None:
    """The next step of a parcel is due then; the pages say so. Saves the case."""
    dispute.parcel_by = until
    dispute.save()
    wait(dispute, **{kind: until}, **reminders)


@step
def stop(dispute: Dispute) -> None:
    """The case has ended, and waits for nothing any more."""
    deadlines.cancel([dispute], *ALL)
    pausing.forget(dispute, *ALL)


@step
def pause(dispute: Dispute) -> None:
    """A bank decides first; what was left of each wait is kept."""
    pausing.pause(dispute, *ALL)


@step
def resume(dispute: Dispute) -> None:
    """The waits go on with the time they had left, and the pages say until when. Saves the case."""
    pausing.resume(dispute, *ALL)
    for kind, due_at in deadlines.pending_of(dispute):
        if column := TURNS.get(kind):
            setattr(dispute, column, due_at)
        if column == "decide_by":
            dispute.promise_decision(due_at)
    dispute.save()


def _is_held_up(dispute: Dispute) -> bool:
    """A bank is deciding: since before this, or about a case that begins meanwhile."""
    if pausing.is_paused(dispute, *ALL):
        return True
    holds = Hold.objects.filter(line__dispute_lines__dispute=dispute)
    return dispute.is_open() and chargebacks.open_on(list(holds))


def _promise(dispute: Dispute, until: Mapping[str, datetime], *, stands_still: bool) -> None:
    deadlines.set_each([(dispute, kind, at) for kind, at in until.items()])
    if stands_still:
        pausing.pause(dispute, *until)
