"""What changed with each policy, and since when: for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from escrow import policy_differences
from escrow.models import Policy, PolicyDraft
from escrow.models.policy_draft import DraftState
from escrow.policy_differences import Change

MOST = 20


@dataclass(frozen=True)
class Chapter:
    """One policy: what it changed. `reason` is what its proposer wrote; the first changed nothing."""

    number: int
    since: datetime
    sha256: str
    reason: str
    changes: list[Change]
    rules_changed: bool
    is_first: bool


def chapters(most: int = MOST) -> list[Chapter]:
    """The newest policies first, each compared with the one before it."""
    newest = list(Policy.objects.select_related("draft").order_by("-number")[: most + 1])
    found = [_chapter(policy, before) for policy, before in pairwise(newest)]
    if newest and len(newest) <= most:
        found.append(_chapter(newest[-1], None))
    return found


def _chapter(policy: Policy, before: Policy | None) -> Chapter:
    draft = getattr(policy, "draft", None)
    old = before.body if before else policy.body
    return Chapter(
        number=policy.number,
        since=policy.published_at,
        sha256=policy.sha256,
        reason=draft.reason if draft else "",
        changes=policy_differences.between(old, policy.body),
        rules_changed=policy_differences.rules_differ(old, policy.body),
        is_first=before is None,
    )


def coming() -> dict[str, Any]:
    """The policy that was published for a coming day, if there is one: people can read it before."""
    draft = PolicyDraft.objects.filter(state=DraftState.SCHEDULED).select_related("base").first()
    changes = policy_differences.between(draft.base.body, draft.body) if draft else []
    return {"coming": draft, "coming_changes": changes}
