"""Answers to the questions of a reason, where a test is about something else."""

from __future__ import annotations

from typing import Any

from disputes import reasons
from disputes.question import Kind, Question

COUNTS = {"count_expected": 3, "count_received": 2}


def to(reason: str) -> dict[str, Any]:
    return {question.code: _answer(question) for question in reasons.asked(reason)}


def typed(reason: str) -> dict[str, Any]:
    """As a page sends them."""
    return {f"fact-{reason}-{code}": answer for code, answer in to(reason).items()}


def _answer(question: Question) -> Any:
    first = next(iter(question.answers), "")
    return {
        Kind.ONE: first,
        Kind.SOME: [first],
        Kind.COUNT: COUNTS.get(question.code, 2),
        Kind.DAY: "2024-01-08",
        Kind.WORDS: "blue, 40 cm",
    }[question.kind]
