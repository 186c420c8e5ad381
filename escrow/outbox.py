"""What must be told: a row in the transaction of what happened, sent by a sweep afterwards."""

from typing import Any

from django.db import models

from escrow import clock
from escrow.models.notice import Notice
from escrow.story import step


@step
def announce(to: Any, kind: str, about: models.Model, *, key: str = "", **detail: Any) -> None:
    """Tell a person, or each of several, once.

    The same key is never told twice, whoever announces it again.
    """
    people = to if isinstance(to, list | tuple) else [to]
    Notice.objects.bulk_create(
        [
            Notice(
                to=person,
                kind=kind,
                key=f"{kind}:{key or about.pk}:{person.pk}",
                subject_type=about._meta.model_name or "",
                subject_id=str(about.pk),
                detail=detail,
                created_at=clock.now(),
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
