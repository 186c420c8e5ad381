"""What a case waits for, and until when: one set of promises that follows its state."""

from __future__ import annotations

from datetime import datetime

from disputes.models import Dispute
from escrow import deadlines, pausing
from escrow.story import step

# Each kind belongs to one turn; the next turn ends it. The column is what pages show.
TURNS = {
    "draft": "",
    "seller_answer": "answer_by",
    "negotiate": "negotiate_by",
    "settle": "settles_at",
    "evidence": "",
    "staff_decide": "decide_by",
    "comment": "comment_by",
    "execute": "executes_at",
    "appeal_decide": "decide_by",
}
# These run from the escalation to the end, whatever happens in between.
LASTING = ("hard_stop", "presumption")
ALL = (*TURNS, *LASTING)


@step
def wait(dispute: Dispute, **until: datetime) -> None:
    """From now on the case waits for these and for nothing that it waited for before."""
    deadlines.cancel([dispute], *[kind for kind in TURNS if kind not in until])
    deadlines.set_each([(dispute, kind, at) for kind, at in until.items()])


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
    dispute.save()
