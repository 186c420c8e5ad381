"""The audit trail: one row in the caller's transaction, for everything anybody does."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from escrow import clock
from escrow.models.audit_entry import AuditEntry
from escrow.story import step

# The same for a statement that knows what: `recorded` (by_id, action, subject_type, subject_id, detail).
RECORD_RECORDED = """
    INSERT INTO escrow_auditentry (at, by_id, action, subject_type, subject_id, detail)
    SELECT %(at)s, by_id, action, subject_type, subject_id, detail FROM recorded
"""


@step
def record(by: Any, action: str, *subjects: models.Model, **detail: Any) -> None:
    """Write down that `by` (None: the clock) did `action` to each subject."""
    moment = clock.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=moment,
            by_id=by.pk if by else None,
            action=action,
            subject_type=subject._meta.model_name or "",
            subject_id=str(subject.pk),
            detail=detail,
        )
        for subject in subjects
    )


def trail(subject: models.Model) -> QuerySet[AuditEntry]:
    """Everything recorded about one thing, oldest first."""
    return AuditEntry.objects.filter(
        subject_type=subject._meta.model_name or "", subject_id=str(subject.pk)
    ).order_by("at", "id")
