"""A message is shown to our staff by who got it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace.models import Conversation, Message, MessageReport, User


class CannotReport(Refusal):
    """It is one's own."""


@story
def report(message: Message, *, by: User, reason: str, words: str = "") -> MessageReport:
    """Once is enough: a second one changes nothing. Raises CannotReport."""
    talk = Conversation.objects.visible_to(by).get(pk=message.conversation_id)
    said = talk.messages.get(pk=message.pk)
    require(said.by_id != by.pk, CannotReport, _("This is what you wrote yourself."))
    given, new = MessageReport.objects.get_or_create(
        message=said, by=by, defaults={"reason": reason, "words": words, "at": clock.now()}
    )
    if new:
        audit.record(by, "message_reported", talk, message=said.pk, reason=reason)
    return given
