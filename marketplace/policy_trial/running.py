"""Stories of a trial: asked for, run by a worker that says how far it is, kept with the draft's hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, policy
from escrow.models import Policy, PolicyDraft, PolicyTrial
from escrow.models.policy_draft import DraftState
from escrow.policy_drafts import locked
from escrow.story import Refusal, require, story
from marketplace.policy_trial import comparing, own_orders, recorded
from marketplace.policy_trial.past import Past
from marketplace.replay import rows

MAY_TRY = "escrow.try_policies"
MOST_BYTES = 10_000_000
# A worker that has said nothing for so long is dead; another begins anew.
SILENT = timedelta(minutes=5)
State = PolicyTrial.State


class CannotBeTried(Refusal):
    """Not by this person, not this file, or not now; the sentence says which."""


@story
def ask_with_file(pk: int, content: bytes, name: str, *, by: Any) -> PolicyTrial:
    """Play the recorded orders of a file under the draft. Raises CannotBeTried, BadOrders."""
    _may(by)
    count = sum(1 for _past in of_file(content))
    require(count > 0, CannotBeTried, _("No order of the file was paid for. Choose another file."))
    return _asked(pk, by, recorded=content, file_name=name[:120], orders=count)


@story
def ask_with_own(pk: int, since: date, until: date, *, by: Any) -> PolicyTrial:
    """Play our own orders that were paid on these days. Raises CannotBeTried."""
    _may(by)
    require(since <= until, CannotBeTried, _("The first day is after the last one."))
    count = own_orders.chosen(since, until).count()
    said = _("No order that was paid on these days has ended. Choose other days, or a file.")
    require(count > 0, CannotBeTried, said)
    return _asked(pk, by, since=since, until=until, orders=count)


def run_waiting() -> int:
    """Run every trial that waits, oldest first; returns how many."""
    ran = 0
    while trial := _taken():
        run(trial)
        ran += 1
    return ran


def run(trial: PolicyTrial) -> PolicyTrial:
    """Play it, and keep what was found; a trial that cannot be run says why."""
    try:
        found = compare(trial.draft, _pasts(trial), lambda played: _seen(trial, played))
    except Refusal as refusal:
        return _end(trial.pk, State.FAILED, problem=str(refusal)[:300])
    except Exception:
        _end(trial.pk, State.FAILED, problem=_("A fault of ours; it stands in the log."))
        raise
    return _end(trial.pk, State.DONE, result=found, played=found["orders"])


def compare(draft: PolicyDraft, pasts: Iterator[Past], tell: comparing.Tell) -> dict[str, Any]:
    """The draft against the policy that it was made from; nothing is kept."""
    new = Policy(number=draft.base_id + 1, body=draft.body, sha256=draft.sha256)
    return comparing.compare(pasts, draft.base, new, tell)


def of_file(content: bytes) -> Iterator[Past]:
    """The orders of a file that was sent. Raises CannotBeTried, BadOrders."""
    require(len(content) <= MOST_BYTES, CannotBeTried, _("The file is larger than 10 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise CannotBeTried(_("The file is no CSV in UTF-8. Save it as one.")) from wrong
    yield from recorded.pasts(rows.read_lines(StringIO(text)))


def _may(by: Any) -> None:
    require(by.has_perm(MAY_TRY), CannotBeTried, _("You may not simulate policies."))


def _asked(pk: int, by: Any, **what: Any) -> PolicyTrial:
    draft = locked(pk, DraftState.DRAFT, DraftState.PROPOSED)
    under_way = draft.trials.filter(state__in=[State.WAITING, State.RUNNING], sha256=draft.sha256)
    require(
        not under_way.exists(),
        CannotBeTried,
        _("It is being simulated already. Wait until that is done."),
    )
    require(
        draft.base_id == policy.in_force().number,
        CannotBeTried,
        _("Another policy was published meanwhile. Bring the draft up to date first."),
    )
    trial = PolicyTrial.objects.create(
        draft=draft,
        sha256=draft.sha256,
        against=draft.base,
        asked_by=by,
        asked_at=clock.real_now(),
        **what,
    )
    audit.record(by, "policy_trial_asked", draft, trial, orders=trial.orders)
    return trial


@story
def _taken() -> PolicyTrial | None:
    """The oldest that nobody runs is this worker's now. A draft that was changed since is past."""
    waiting = PolicyTrial.objects.filter(state=State.WAITING)
    dead = PolicyTrial.objects.filter(state=State.RUNNING, seen_at__lt=clock.real_now() - SILENT)
    found = (waiting | dead).order_by("asked_at").select_for_update(skip_locked=True, of=("self",))
    trial = found.select_related("draft__base").first()
    if trial is not None:
        trial.state, trial.seen_at, trial.played = State.RUNNING, clock.real_now(), 0
        trial.save(update_fields=["state", "seen_at", "played"])
    return trial


@story
def _seen(trial: PolicyTrial, played: int) -> None:
    PolicyTrial.objects.filter(pk=trial.pk, state=State.RUNNING).update(
        played=played, seen_at=clock.real_now()
    )


@story
def _end(pk: int, state: str, **found: Any) -> PolicyTrial:
    """The file is not needed any more. One that another worker has ended stays as it is."""
    trial = PolicyTrial.objects.select_for_update(no_key=True).get(pk=pk)
    if trial.is_under_way():
        for name, value in (found | {"state": state, "recorded": b""}).items():
            setattr(trial, name, value)
        trial.ended_at = clock.real_now()
        trial.save()
        audit.record(None, f"policy_trial_{state}", trial.draft, trial, sha256=trial.sha256)
    return trial


def _pasts(trial: PolicyTrial) -> Iterator[Past]:
    """As they are; what was changed in the draft meanwhile makes the trial one of another draft."""
    require(
        trial.draft.sha256 == trial.sha256, CannotBeTried, _("The draft was changed meanwhile.")
    )
    if trial.recorded:
        return of_file(bytes(trial.recorded))
    assert trial.since is not None
    assert trial.until is not None
    return own_orders.pasts(own_orders.chosen(trial.since, trial.until))
