"""What people wrote in a case in their own words, each with the language it is in."""

from __future__ import annotations

from dataclasses import replace

from disputes import facts
from disputes.models import Dispute, Statement
from disputes.question import quoted
from escrow.story import step
from marketplace import translating, written
from marketplace.written import Texts, spoken

CLAIMED = (Statement.Kind.OPENED, Statement.Kind.CHANGED)


@step
def ask_for_facts(dispute: Dispute) -> None:
    """Answers in words are wanted in the other languages too; a statement's text is by itself."""
    for words in facts.in_words(dispute):
        translating.ask(words, spoken())


def texts(dispute: Dispute) -> Texts:
    """By the text as the page shows it; reasons and words of offers are in the timeline as well."""
    said = [(one.text, one.language) for one in dispute.statements.all() if one.text]
    decided = [(one.reasons, one.language) for one in dispute.decisions.all()]
    claimed = [(words, _language(dispute)) for words in facts.in_words(dispute)]
    found = written.read([*claimed, *said, *decided])
    return found | {quoted(words): _in_quotes(found[words]) for words, _ in claimed}


def _language(dispute: Dispute) -> str:
    """Of the claim as it stands."""
    claims = [one.language for one in dispute.statements.all() if one.kind in CLAIMED]
    return claims[-1] if claims else ""


def _in_quotes(one: written.Written) -> written.Written:
    translation = quoted(one.translation) if one.translation else ""
    return replace(one, text=quoted(one.text), translation=translation)
