"""Scans from a file of ours: what a carrier sent by other means, read into the same inbox."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from marketplace import carrier_inbox, carrier_scan
from marketplace.carrier_scan import Unreadable
from marketplace.known_carriers import by_code, by_name
from marketplace.models import CarrierMessage

COLUMNS = ("carrier", "tracking_number", "kind", "at", "place", "postcode", "proof")


@dataclass
class Read:
    """How many rows were new, how many were known, and what is wrong with the others, by row."""

    new: int = 0
    known: int = 0
    wrong: dict[int, str] = field(default_factory=dict)


def load(text: str, *, dry: bool = False) -> Read:
    """Every good row becomes a message, once; a wrong one stops no other."""
    found = Read()
    for place, row in enumerate(csv.DictReader(StringIO(text)), 2):
        try:
            carrier, body = _message(row)
        except Unreadable as wrong:
            found.wrong[place] = str(wrong)
            continue
        is_new = dry or _store(carrier, body)
        found.new, found.known = found.new + is_new, found.known + (not is_new)
    return found


def _message(row: dict[str, Any]) -> tuple[str, bytes]:
    name = row.get("carrier") or ""
    carrier = by_code(name) or by_name(name)
    if carrier is None:
        raise Unreadable(f"carrier “{name}” is not known")
    said = {column: row.get(column) or "" for column in COLUMNS[1:]}
    carrier_scan.of(carrier.code, said)
    return carrier.code, json.dumps(said, sort_keys=True).encode()


def _store(carrier: str, body: bytes) -> bool:
    event_id = f"file:{hashlib.sha256(body).hexdigest()}"
    return carrier_inbox.store(carrier, event_id, body, CarrierMessage.Source.FILE)
