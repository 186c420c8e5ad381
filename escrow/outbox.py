"""What must be told: a row in the transaction of what happened, sent by a sweep afterwards."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from escrow import clock
from escrow.models.notice import Notice
from escrow.story import step

# The same for a statement that knows whom: `told` (to_id, kind, subject_type, subject_id, detail,
# key) in the order in which people read it.
ANNOUNCE_TOLD = """
    INSERT INTO escrow_notice (to_id, kind, key, subject_type, subject_id, detail, created_at,
        attempts, last_error, subject_line, body)
    SELECT to_id, kind, kind || ':' || key || ':' || to_id, subject_type, subject_id, detail, %(at)s,
        0, '', '', ''
    FROM told ON CONFLICT (key) DO NOTHING
"""


@step
def announce(
    to: int | Sequence[int], kind: str, about: models.Model, *, key: str = "", **detail: Any
) -> None:
    """Tell a person, or each of several (by their ids), once.

    The same key is never told twice, whoever announces it again.
    """
    Notice.objects.bulk_create(
        [
            Notice(
                to_id=person_id,
                kind=kind,
                key=f"{kind}:{key or about.pk}:{person_id}",
                subject_type=about._meta.model_name or "",
                subject_id=str(about.pk),
                detail=detail,
                created_at=clock.now(),
            )
            for person_id in ([to] if isinstance(to, int) else to)
        ],
        ignore_conflicts=True,
    )
