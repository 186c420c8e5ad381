"""What made-up buyers answer to the questions of a reason, by chance."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from disputes import reasons
from disputes.question import Kind, Question
from escrow import clock

WORDS = ["like the listing says", "a smaller one", "blue", "no name on it"]


def to(reason: str, chance: Random, expected: str = "") -> dict[str, Any]:
    """An answer to each question; `expected` is what was bought, in the listing's words."""
    asked = reasons.asked(reason)
    found = {question.code: _answer(question, chance) for question in asked}
    if "expected" in found and expected:
        found["expected"] = expected[:60]
    if "count_expected" in found:
        found["count_received"] = found["count_expected"] - 1
    return found


def _answer(question: Question, chance: Random) -> Any:
    codes = list(question.answers)
    if question.kind == Kind.ONE:
        return chance.choice(codes)
    if question.kind == Kind.SOME:
        return chance.sample(codes, chance.randint(1, min(2, len(codes))))
    if question.kind == Kind.DAY:
        return (clock.now() - timedelta(days=1)).date().isoformat()
    return chance.randint(1, 6) if question.kind == Kind.COUNT else chance.choice(WORDS)
