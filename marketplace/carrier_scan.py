"""A carrier's message in our words: which parcel, what was seen, when, where, how well proven."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from marketplace.known_carriers import bare
from marketplace.models import TrackingEvent
from marketplace.models.shipment import ProofGrade

Kind = TrackingEvent.Kind
PROOFS = {
    "code": ProofGrade.A,
    "signature": ProofGrade.A,
    "photo": ProofGrade.B,
    "place": ProofGrade.B,
    "postcode": ProofGrade.C,
    "": ProofGrade.C,
}
LONGEST = {"tracking_number": 40, "place": 80, "postcode": 16}


class Unreadable(ValueError):
    """It cannot be understood; the text says what is wrong with it."""


@dataclass(frozen=True)
class Scan:
    """`number` is bare; `proof_grade` is empty for everything but a delivery."""

    carrier: str
    number: str
    kind: str
    at: datetime
    place: str = ""
    postcode: str = ""
    proof_grade: str = ""


def read(carrier: str, body: bytes) -> Scan:
    """Raises Unreadable."""
    try:
        said = json.loads(body)
    except ValueError:
        raise Unreadable("no JSON") from None
    if not isinstance(said, dict):
        raise Unreadable("no object")
    return of(carrier, said)


def of(carrier: str, said: dict[str, Any]) -> Scan:
    """From named words, of a message or of a row in a file. Raises Unreadable."""
    words = {name: _word(said, name) for name in ("kind", "at", "proof", *LONGEST)}
    number = bare(words["tracking_number"])
    if not number:
        raise Unreadable("tracking_number is missing")
    if words["kind"] not in Kind.values:
        raise Unreadable(f"kind is none of {', '.join(Kind.values)}")
    if words["proof"] not in PROOFS:
        raise Unreadable(f"proof is none of {', '.join(filter(None, PROOFS))}")
    return Scan(
        carrier=carrier,
        number=number,
        kind=words["kind"],
        at=_moment(words["at"]),
        place=words["place"],
        postcode=words["postcode"],
        proof_grade=PROOFS[words["proof"]] if words["kind"] == Kind.DELIVERED else "",
    )


def _word(said: dict[str, Any], name: str) -> str:
    word = said.get(name) or ""
    if not isinstance(word, str) or "\0" in word:
        raise Unreadable(f"{name} is no text")
    if len(word) > LONGEST.get(name, 40):
        raise Unreadable(f"{name} is too long")
    return word.strip()


def _moment(text: str) -> datetime:
    """With its offset, or else in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable("at is no moment like 2026-05-04T15:30:00+02:00") from None
