"""The one timeline of a case that both parties see."""

from typing import Any

from disputes.models import Decision, Dispute, Statement
from escrow import clock
from escrow.story import step
from marketplace import translating
from marketplace.written import spoken


@step
def say(dispute: Dispute, by: Any, kind: str, text: str = "", **detail: Any) -> Statement:
    """Add a line; `by` is None when the clock speaks. `detail` is told in each reader's language.

    `text` stays in the writer's, which is the one in use now.
    """
    return _say(dispute, by, kind, text, spoken() if by else "", detail)


@step
def quote(dispute: Dispute, by: Any, kind: str, decision: Decision) -> Statement:
    """A decision's reasons as they were written, whoever's click shows them now."""
    detail = {"decision": decision.pk}
    return _say(dispute, by, kind, decision.reasons, decision.language, detail)


def _say(
    dispute: Dispute, by: Any, kind: str, text: str, language: str, detail: dict[str, Any]
) -> Statement:
    translating.ask(text, language)
    return Statement.objects.create(
        dispute=dispute,
        by=by,
        kind=kind,
        text=text,
        language=language,
        detail=detail,
        at=clock.now(),
    )
