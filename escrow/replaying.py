"""A provider's stored message is acted on once more, whatever it led to before.

A message only says that something has changed. Acting on it asks the provider what, and settles
the answer by the stories that know; so the second time, and every other, finds everything done.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, inbox, money_rights
from escrow.models import PaymentEvent, PaymentEventOutcome
from escrow.story import Refusal, story


class NotActedOn(Refusal):
    """It failed once more; what it said is still stored and can be tried again."""


def act_again(event: PaymentEvent, *, by: Any) -> str:
    """Returns what it led to. Raises NotActedOn."""
    _begin(event, by)
    try:
        outcome = inbox.act_on(event)
    except OSError as silence:
        raise NotActedOn(_("The provider does not answer now. Try again in a while.")) from silence
    except Exception as broken:
        words = _("It failed again: %(why)s. Nothing was lost; the message is still here.")
        raise NotActedOn(words % {"why": repr(broken)[:200]}) from broken
    _write_down(event, outcome, by)
    return outcome


@story
def _begin(event: PaymentEvent, by: Any) -> None:
    money_rights.check(by, money_rights.MAY_REPLAY)
    audit.record(by, "message_replayed", event)


@story
def _write_down(event: PaymentEvent, outcome: str, by: Any) -> None:
    rows = PaymentEventOutcome.objects.filter(event=event)
    rows.update(outcome=outcome, at=clock.now())
    audit.record(by, "message_acted_on", event, outcome=outcome)
