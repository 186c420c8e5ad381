"""Looking at evidence: the parties may, and staff may when it is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from disputes import conflicts, parties, vault
from disputes.models import Evidence
from disputes.models.dispute_state import MAY_DECIDE
from disputes.models.evidence import EvidenceState
from escrow import audit
from escrow.story import story


@story
def look_at(pk: UUID, *, by: Any, page: int = 1) -> str:
    """The name of a clean page. Raises Evidence.DoesNotExist for everybody it is not meant for."""
    seen = _ready(pk, by)
    if not 1 <= page <= len(seen.pages):
        raise Evidence.DoesNotExist
    if not _is_party(by, seen):
        audit.record(by, "evidence_viewed", seen, seen.dispute)
    return str(seen.pages[page - 1])


def glance_at(pk: UUID, *, by: Any) -> str:
    """The name of the small picture of it. Raises Evidence.DoesNotExist."""
    return _ready(pk, by).thumb


@story
def open_original(pk: UUID, *, by: Any) -> tuple[Evidence, bytes]:
    """The file as it was sent, for staff alone, and written down each time.

    Raises Evidence.DoesNotExist, SealBroken.
    """
    if not by.has_perm(MAY_DECIDE):
        raise Evidence.DoesNotExist
    seen = _ready(pk, by)
    if conflicts.why_not(seen.dispute, by):
        raise Evidence.DoesNotExist
    audit.record(by, "evidence_original_viewed", seen, seen.dispute)
    return seen, vault.unseal(seen)


def _ready(pk: UUID, by: Any) -> Evidence:
    visible = Evidence.objects.visible_to(by).filter(state=EvidenceState.READY)
    return visible.select_related("dispute__order__seller", "dispute__order__checkout").get(pk=pk)


def _is_party(person: Any, seen: Evidence) -> bool:
    return parties.side_of(seen.dispute, person) is not None
