"""Payment files: what waits to leave, written for our bank, each transfer in exactly one file."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, ledger
from escrow.gateways.bank_transfer import pain
from escrow.gateways.bank_transfer.account import CLEARING
from escrow.models import BankFile, BankTransfer
from escrow.story import Refusal, story

State = BankTransfer.State
MOST = 5000


class NothingToSend(Refusal):
    """No transfer waits."""


@story
def make_file(*, by: Any = None) -> BankFile:
    """A file of everything that waits, at most 5,000 transfers. Raises NothingToSend."""
    ledger.alone(CLEARING)
    waiting = BankTransfer.objects.filter(state=State.WAITING).order_by("pk")
    chosen = list(waiting.select_for_update()[:MOST])
    if not chosen:
        raise NothingToSend(_("No transfer waits to be sent."))
    name = f"HF{clock.now():%Y%m%d%H%M%S}-{chosen[0].pk}"
    body = pain.written(name, chosen, at=clock.now())
    made = BankFile.objects.create(
        message_id=name,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        made_by=by,
        made_at=clock.now(),
    )
    BankTransfer.objects.filter(pk__in=[each.pk for each in chosen]).update(
        state=State.WRITTEN, file=made
    )
    audit.record(by, "payment_file_made", made, transfers=len(chosen))
    return made
