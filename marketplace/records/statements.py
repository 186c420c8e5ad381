"""Checks a month's statement without us: python -m marketplace.records.statements FILE --key KEYS

Needs no database and no settings. With --roots, our published days, it proves that everybody was
shown the same root; without, that we signed it.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from escrow import merkle
from escrow.canonical import canonical
from marketplace.records.signing import PublicKey, find, keys_in

FORMAT, DAY, VERSION = "holdfast-statement", "holdfast-day", 1
MOST_BYTES = 200_000_000
SAYS = ("posting", "entry", "kind", "at", "account", "owner", "currency", "amount_minor")
Days = Mapping[str, Mapping[str, Any]]


def day_said(day: str, count: int, root: str, previous: str, chained: str) -> dict[str, Any]:
    """What is published and signed of a day."""
    return {"day": day, "count": count, "root": root, "previous": previous, "chained": chained}


def faults(statement: Any, keys: Sequence[PublicKey], roots: Days | None = None) -> Iterator[str]:
    """What is not as it was signed and proven, each as a sentence; nothing when all is."""
    try:
        if (statement["format"], statement["version"]) != (FORMAT, VERSION):
            yield "it is of another kind or version"
            return
        days = {day["day"]: day for day in statement["days"]}
        yield from _of_whole(statement, keys)
        for day in days.values():
            yield from _of_day(day, keys, roots)
        yield from _of_lines(statement, days)
    except (KeyError, TypeError, ValueError, AttributeError):
        yield "it is no statement of ours"


def _of_whole(statement: Mapping[str, Any], keys: Sequence[PublicKey]) -> Iterator[str]:
    said = {name: value for name, value in statement.items() if name != "signature"}
    if not _is_signed(FORMAT, said, statement["signature"], keys):
        yield "the statement: its signature is not valid, or by a key that you did not name"
    changed = sum(line["change_minor"] for line in statement["lines"])
    if statement["opening_minor"] + changed != statement["closing_minor"]:
        yield "the statement: opening and all lines are not closing"


def _of_day(day: Mapping[str, Any], keys: Sequence[PublicKey], roots: Days | None) -> Iterator[str]:
    said = day_said(*(day[name] for name in ("day", "count", "root", "previous", "chained")))
    if not _is_signed(DAY, said, day["signature"], keys):
        yield f"day {day['day']}: its signature is not valid, or by a key that you did not name"
    if merkle.chain(day["day"], day["count"], day["root"], day["previous"]) != day["chained"]:
        yield f"day {day['day']}: its chain is not right"
    if roots is not None and roots.get(day["day"], {}).get("chained") != day["chained"]:
        yield f"day {day['day']}: its root is not the one that was published"


def _of_lines(statement: Mapping[str, Any], days: Days) -> Iterator[str]:
    seen: set[int] = set()
    since, until = (datetime.fromisoformat(statement[name]) for name in ("since", "until"))
    for number, line in enumerate(statement["lines"], 1):
        said = line["posting"]
        name = f"line {number} ({said['entry']})"
        if said["posting"] in seen:
            yield f"{name}: is there twice"
        seen.add(said["posting"])
        if set(said) != set(SAYS) or said["currency"] != statement["currency"]:
            yield f"{name}: is no posting of this statement"
        if line["change_minor"] != -said["amount_minor"]:
            yield f"{name}: its change is not what was booked"
        if not since <= datetime.fromisoformat(said["at"]) < until:
            yield f"{name}: is not of this month"
        yield from _of_proof(name, said, line["proof"], days)


def _of_proof(
    name: str, said: Mapping[str, Any], proof: Mapping[str, Any] | None, days: Days
) -> Iterator[str]:
    if proof is None:
        yield f"{name}: is not proven yet; its day is closed after midnight (UTC)"
        return
    day = days.get(proof["day"])
    if day is None or proof["day"] < said["at"][:10]:
        yield f"{name}: names a day that it cannot be in"
        return
    hashed = merkle.leaf(bytes.fromhex(proof["nonce"]), canonical(said))
    path = [bytes.fromhex(each) for each in proof["path"]]
    found = merkle.root_from(hashed, proof["place"], day["count"], path)
    if found is None or found.hex() != day["root"]:
        yield f"{name}: is not in the books of {proof['day']}"


def _is_signed(
    name: str, said: Mapping[str, Any], made: Mapping[str, Any], keys: Sequence[PublicKey]
) -> bool:
    key = find(keys, str(made["key"]))
    signature = base64.b64decode(made["signature"], validate=True)
    return key is not None and key.signed(name, canonical(said), signature)


def main(argv: Sequence[str] | None = None) -> int:
    """Exits with 0 when every line is proven, else with 1 and which is not."""
    parser = argparse.ArgumentParser(prog="python -m marketplace.records.statements")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--key", type=Path, action="append", required=True, help="our published keys (repeatable)"
    )
    parser.add_argument("--roots", type=Path, help="our published days (/books/days.json)")
    asked = parser.parse_args(argv)
    keys = [key for path in asked.key for key in keys_in(path.read_text())]
    return told(asked.file, keys, asked.roots)


def told(path: Path, keys: Sequence[PublicKey], roots: Path | None = None) -> int:
    if path.stat().st_size > MOST_BYTES:
        print(f"{path.name}: it is too long")
        return 1
    published = {day["day"]: day for day in _read(roots)["days"]} if roots else None
    try:
        found = list(faults(_read(path), keys, published))
    except (ValueError, RecursionError):
        found = ["it cannot be read"]
    for fault in found:
        print(fault)
    print(f"{path.name}: {len(found)} faults" if found else f"{path.name}: every line is proven")
    return 1 if found else 0


def _read(path: Path) -> Any:
    return json.loads(path.read_text())


if __name__ == "__main__":
    sys.exit(main())
