"""A second person publishes what one has proposed; the clock does it when a day was named."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, policy
from escrow.models import Policy, PolicyDraft
from escrow.models.policy_draft import DraftState
from escrow.policy_drafts import COMES, locked
from escrow.story import Refusal, require, step, story

MAY_PUBLISH = "escrow.publish_policies"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('policies'))"


class CannotBePublished(Refusal):
    """Not by this person, or not any more; the sentence says why."""


@story
def publish(pk: int, *, because: str, sha256: str, by: Any) -> PolicyDraft:
    """New orders are sold under it from now on, or from its day on; old ones keep theirs.

    `sha256` is of the draft that was read. Raises CannotBePublished, CannotBeDrafted.
    """
    require(by.has_perm(MAY_PUBLISH), CannotBePublished, _("You may not publish policies."))
    require(bool(because.strip()), CannotBePublished, _("Write why you agree."))
    draft = locked(pk, DraftState.PROPOSED)
    _is_anothers(draft, by)
    require(
        draft.sha256 == sha256,
        CannotBePublished,
        _("The draft is not the one that you have read. Read it again."),
    )
    _one_at_a_time(draft)
    if draft.publish_at and draft.publish_at > clock.now():
        _schedule(draft, because.strip(), by)
    else:
        draft.publish(by, because.strip(), _published(draft))
        draft.save()
        audit.record(by, "policy_published", draft, **_told(draft))
    return draft


@story
def come(draft_ids: list[str]) -> None:
    """The day of these drafts has come. One whose policy is no longer in force goes back."""
    due = deadlines.due_subjects(draft_ids, COMES, PolicyDraft)
    drafts = PolicyDraft.objects.filter(pk__in=due, state=DraftState.SCHEDULED)
    for draft in drafts.order_by("pk").select_for_update(no_key=True):
        _lock_policies()
        if draft.base_id == _newest():
            draft.come(_published(draft))
            audit.record(None, "policy_published", draft, **_told(draft))
        else:
            draft.go_back()
            audit.record(None, "policy_overtaken", draft, policy=_newest())
        draft.save()
    deadlines.done_by_id(PolicyDraft, draft_ids, COMES)


@step
def _schedule(draft: PolicyDraft, because: str, by: Any) -> None:
    assert draft.publish_at is not None
    draft.schedule(by, because)
    draft.save()
    deadlines.set(draft, COMES, draft.publish_at)
    audit.record(by, "policy_scheduled", draft, at=draft.publish_at.isoformat(), because=because)


@step
def _published(draft: PolicyDraft) -> Policy:
    return policy.publish(draft.body, number=_newest() + 1, at=clock.now())


def _is_anothers(draft: PolicyDraft, by: Any) -> None:
    """Nobody publishes what they have written or proposed, whatever rights they have."""
    require(
        by.pk not in (draft.proposed_by_id, draft.changed_by_id),
        CannotBePublished,
        _("You wrote or proposed this one. Somebody else has to read and publish it."),
    )


@step
def _one_at_a_time(draft: PolicyDraft) -> None:
    """Of two who publish at the same instant the second is told."""
    _lock_policies()
    waiting = PolicyDraft.objects.filter(state=DraftState.SCHEDULED).first()
    said = _("“%(title)s” comes first. Publish this one after it, or take that one back.")
    require(waiting is None, CannotBePublished, said % {"title": waiting or ""})
    require(
        draft.base_id == _newest(),
        CannotBePublished,
        _("Another policy was published meanwhile. Take this one back and bring it up to date."),
    )


def _lock_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)


def _newest() -> int:
    """Read again under the lock."""
    number: int = Policy.objects.order_by("-number").values_list("number", flat=True)[0]
    return number


def _told(draft: PolicyDraft) -> dict[str, Any]:
    assert draft.published is not None
    return {
        "policy": draft.published.number,
        "sha256": draft.sha256,
        "reason": draft.reason,
        "because": draft.published_because,
    }
