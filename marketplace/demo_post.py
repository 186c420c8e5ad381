"""The demo sends no mail, so what is written about signing in is read at /outbox/ too.

Never elsewhere: such a letter holds a key, and nobody but its reader may have it.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage

from escrow import clock
from escrow.models import Notice
from marketplace.models import User


def keep(message: EmailMessage) -> None:
    """A letter to somebody we know, as it was sent."""
    if not settings.HOLDFAST_DEMO:
        return
    for reader in User.objects.filter(email__in=message.to):
        Notice.objects.create(
            to=reader,
            kind="account_mail",
            key=f"account_mail:{uuid4()}",
            subject_type="user",
            subject_id=str(reader.pk),
            created_at=clock.now(),
            sent_at=clock.now(),
            subject_line=message.subject[:200],
            body=str(message.body),
        )
