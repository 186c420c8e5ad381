"""A case as it lay there before it was decided: what its second, blind reader gets to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from disputes import case_file, case_words, facts, loading, turn_words, writing
from disputes import presumptions as rules
from disputes.models import BlindReading, Dispute, Statement
from escrow.money import Money

K = Statement.Kind
# From here on people speak of the decision.
AFTER = {K.PROPOSED, K.COMMENTED, K.RETHOUGHT, K.DECIDED, K.APPEALED, K.DONE}


@dataclass(frozen=True)
class BlindRow:
    """A case to be read: what is wrong and how much, and nothing of how it ended."""

    reading: BlindReading
    title: str
    claimed: Money


def row(reading: BlindReading) -> BlindRow:
    dispute = reading.decision.dispute
    return BlindRow(reading, case_words.title_of(dispute), dispute.claimed)


def context(reading: BlindReading, person: Any) -> dict[str, Any]:
    """Everything up to the decision, and nothing of it."""
    dispute = loading.loaded_or_404(Dispute.objects.all(), pk=reading.decision.dispute_id)
    until = _decided_at(dispute)
    return {
        "reading": reading,
        "dispute": dispute,
        "order": dispute.order,
        "title": case_words.title_of(dispute),
        "told": facts.told(dispute),
        "events": _voices(dispute, until),
        "written": writing.texts(dispute),
        "pictures": [
            one for one in case_file.pictures(dispute) if one.evidence.created_at <= until
        ],
        "presumption": rules.of(dispute),
        "presumption_words": turn_words.presumption_words(dispute),
    }


def _decided_at(dispute: Dispute) -> Any:
    """When the first one was written: what came later was said about it."""
    return min(decision.at for decision in dispute.decisions.all())


def _voices(dispute: Dispute, until: Any) -> list[case_file.Voice]:
    before = [one for one in dispute.statements.all() if one.at <= until and one.kind not in AFTER]
    return case_file.voices(dispute, before)
