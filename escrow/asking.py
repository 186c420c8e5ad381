"""Staff have a provider asked again, now: by the reconciler's own question, and nobody guesses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit, money_rights, operations
from escrow.models import Operation
from escrow.story import Refusal, require, story


class NothingToAsk(Refusal):
    """The call has its answer, or was never made."""


def ask_again(operation_id: UUID, *, by: Any) -> Operation:
    """What the provider says is settled by the same story as ever. Raises NothingToAsk.

    Who asked is written down before the question leaves the house, and no transaction waits for
    the answer.
    """
    operation = _asked_by(operation_id, by)
    operations.ask(operation)
    return Operation.objects.get(pk=operation.pk)


@story
def _asked_by(operation_id: UUID, by: Any) -> Operation:
    money_rights.check(by, money_rights.MAY_ASK_PROVIDER)
    found = Operation.objects.select_related("payment", "refund", "payout", "chargeback")
    operation = found.get(pk=operation_id)
    require(
        operation.is_unanswered(),
        NothingToAsk,
        _("This call has its answer already. Read below what it was."),
    )
    audit.record(by, "provider_asked_again", operation, state=operation.state)
    return operation
