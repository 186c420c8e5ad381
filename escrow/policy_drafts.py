"""Stories of a coming policy, up to its proposal: begun, changed, tried, proposed, thrown away."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, policy, policy_differences, policy_terms
from escrow.models import PolicyDraft, PolicyTrial
from escrow.models.policy_draft import DraftState
from escrow.policy_differences import Change
from escrow.story import Refusal, require, step, story

MAY_DRAFT = "escrow.draft_policies"
COMES = "policy_comes"


class CannotBeDrafted(Refusal):
    """Not now, not like this, or not by this person; the sentence says which."""


class ChangedMeanwhile(CannotBeDrafted):
    """Somebody else has written in it since the page was opened. Carries what they changed."""

    def __init__(self, sentence: str, changes: list[Change]) -> None:
        super().__init__(sentence)
        self.changes = changes


@story
def begin(title: str, *, by: Any) -> PolicyDraft:
    """A draft that says the same as the policy in force. Raises CannotBeDrafted."""
    _may(by)
    require(bool(title.strip()), CannotBeDrafted, _("Give the draft a name: what shall change?"))
    base, moment = policy.in_force(), clock.now()
    made = PolicyDraft.objects.create(
        title=title.strip(),
        base=base,
        body=base.body,
        sha256=policy.fingerprint(base.body),
        made_at=moment,
        made_by=by,
        changed_at=moment,
        changed_by=by,
    )
    audit.record(by, "policy_drafted", made, policy=base.number)
    return made


@story
def change(
    pk: int, values: Mapping[str, int | float], *, version: int, title: str, by: Any
) -> PolicyDraft:
    """Write the numbers (by the names of their terms) into the draft.

    Raises CannotBeDrafted, ChangedMeanwhile when it is no longer the version that was read.
    """
    _may(by)
    draft = locked(pk, DraftState.DRAFT)
    _same_version(draft, version, values)
    body = copy.deepcopy(draft.body)
    for term in policy_terms.every(draft.body):
        if term.name in values and values[term.name] != term.stored(draft.body):
            policy_terms.put(body, term, values[term.name])
    changes = policy_differences.between(draft.body, body)
    if changes or title.strip() != draft.title:
        _write(draft, body, title.strip() or draft.title, by)
        audit.record(by, "policy_draft_changed", draft, changes=[str(each) for each in changes])
    return draft


@story
def bring_up_to_date(pk: int, *, by: Any) -> PolicyDraft:
    """Another policy was published meanwhile: what this one changes is written into a copy of that."""
    _may(by)
    draft = locked(pk, DraftState.DRAFT)
    newest = policy.in_force()
    require(draft.base_id != newest.number, CannotBeDrafted, _("It is up to date already."))
    body = copy.deepcopy(newest.body)
    for each in policy_differences.carried_over(draft.base.body, draft.body, newest.body):
        policy_terms.put(body, each.term, each.new)
    draft.base = newest
    _write(draft, body, draft.title, by)
    audit.record(by, "policy_draft_brought_up_to_date", draft, policy=newest.number)
    return draft


@story
def propose(
    pk: int,
    *,
    reason: str,
    version: int,
    by: Any,
    publish_at: datetime | None = None,
    untried_because: str = "",
) -> PolicyDraft:
    """A second person shall read and publish it, at once or on the coming day. Raises CannotBeDrafted."""
    _may(by)
    draft = locked(pk, DraftState.DRAFT)
    _same_version(draft, version, {})
    _is_ready(draft, reason, publish_at)
    draft.trial = trial_of(draft)
    draft.untried_because = "" if draft.trial else untried_because.strip()
    require(
        bool(draft.trial or draft.untried_because),
        CannotBeDrafted,
        _("Simulate this very draft first, or write why that is not needed."),
    )
    draft.reason, draft.publish_at = reason.strip(), publish_at
    draft.propose(by, clock.now())
    draft.save()
    audit.record(by, "policy_proposed", draft, reason=draft.reason, sha256=draft.sha256)
    return draft


@story
def take_back(pk: int, *, by: Any) -> PolicyDraft:
    """It is written on; who has agreed to it must agree again. Raises CannotBeDrafted."""
    _may(by)
    draft = locked(pk, DraftState.PROPOSED, DraftState.SCHEDULED)
    deadlines.cancel([draft], COMES)
    draft.go_back()
    draft.save()
    audit.record(by, "policy_taken_back", draft)
    return draft


@story
def discard(pk: int, *, by: Any) -> PolicyDraft:
    """Nobody wants it. It stays where one can read it. Raises CannotBeDrafted."""
    _may(by)
    draft = locked(pk, DraftState.DRAFT, DraftState.PROPOSED)
    draft.discard()
    draft.save()
    audit.record(by, "policy_draft_discarded", draft)
    return draft


def trial_of(draft: PolicyDraft) -> PolicyTrial | None:
    """The newest simulation of this very draft against the policy it would replace."""
    done = draft.trials.filter(state=PolicyTrial.State.DONE, sha256=draft.sha256)
    return done.filter(against=draft.base_id).order_by("-ended_at").first()


@step
def locked(pk: int, *states: str) -> PolicyDraft:
    """The draft, if it still stands where this can be done. Raises CannotBeDrafted."""
    draft = PolicyDraft.objects.select_for_update(no_key=True).get(pk=pk)
    said = _("That cannot be done now: the draft is “%(state)s”.")
    require(draft.state in states, CannotBeDrafted, said % {"state": DraftState(draft.state).label})
    return draft


@step
def _write(draft: PolicyDraft, body: dict[str, Any], title: str, by: Any) -> None:
    """Raises PolicyOutOfRange."""
    policy.check(body)
    draft.body, draft.sha256, draft.title = body, policy.fingerprint(body), title
    draft.changed_by, draft.changed_at = by, clock.now()
    draft.version += 1
    draft.save()


def _same_version(draft: PolicyDraft, version: int, values: Mapping[str, int | float]) -> None:
    if draft.version == version:
        return
    said = _("%(who)s has changed this draft since you opened it. What you typed is still here.")
    others = [
        Change(term, values[term.name], term.stored(draft.body))
        for term in policy_terms.every(draft.body)
        if term.name in values and values[term.name] != term.stored(draft.body)
    ]
    raise ChangedMeanwhile(said % {"who": draft.changed_by}, others)


def _is_ready(draft: PolicyDraft, reason: str, publish_at: datetime | None) -> None:
    require(bool(reason.strip()), CannotBeDrafted, _("Write why: people will read the reason."))
    require(
        draft.base_id == policy.in_force().number,
        CannotBeDrafted,
        _("Another policy was published meanwhile. Bring the draft up to date first."),
    )
    require(
        draft.sha256 != draft.base.sha256,
        CannotBeDrafted,
        _("It says the same as the policy in force. Change something first."),
    )
    require(
        publish_at is None or publish_at > clock.now(),
        CannotBeDrafted,
        _("The day has passed already. Choose a coming one, or leave it empty."),
    )


def _may(by: Any) -> None:
    require(by.has_perm(MAY_DRAFT), CannotBeDrafted, _("You may not draft policies."))
