"""What must be told: a row in the transaction of what happened, sent by a sweep afterwards."""

from typing import Any

from django.db import models

from escrow import clock
from escrow.models.notice import Notice
from escrow.story import step


@step
def announce(to: Any, kind: str, about: models.Model, *, key: str = "", **detail: Any) -> None:
    """Tell a person once. The same key is never told twice, whoever announces it again."""
    subject_type = about._meta.model_name or ""
    Notice.objects.bulk_create(
        [
            Notice(
                to=to,
                kind=kind,
                key=f"{kind}:{key or about.pk}:{to.pk}",
                subject_type=subject_type,
                subject_id=str(about.pk),
                detail=detail,
                created_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
