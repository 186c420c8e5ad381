"""Checks the record of an order without us: python -m marketplace.records.verify FILE --key KEYS

Needs no database and no settings: only this file's neighbours and the operator's public key.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from escrow.canonical import canonical
from marketplace.records import archive as archives
from marketplace.records.archive import FORMAT, MANIFEST, SIGNATURE, VERSION, Unreadable
from marketplace.records.signing import PublicKey, find, keys_in


def faults(file: IO[bytes], keys: Sequence[PublicKey]) -> Iterator[str]:
    """What is not as it was signed, each as a sentence that names the file; nothing when all is."""
    try:
        with archives.opened(file) as archive:
            yield from _of_archive(archive, keys)
    except (Unreadable, KeyError, TypeError, AttributeError) as error:
        yield str(error) if isinstance(error, Unreadable) else "it is no record of ours"


def _of_archive(archive: ZipFile, keys: Sequence[PublicKey]) -> Iterator[str]:
    there = {entry.filename for entry in archive.infolist()}
    for name in (MANIFEST, SIGNATURE):
        if name not in there:
            yield f"{name}: is missing"
            return
    yield from _of_signature(archive, keys)
    manifest = archives.data(archive, MANIFEST)
    if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
        yield f"{MANIFEST}: is of another kind or version"
        return
    listed = {row["name"]: row for row in manifest["files"]}
    for name in sorted(there - listed.keys() - {MANIFEST, SIGNATURE}):
        yield f"{name}: was added"
    for name, row in listed.items():
        yield from _of_file(archive, name, row, there)
    yield from _of_contents(archive, manifest, there)


def _of_signature(archive: ZipFile, keys: Sequence[PublicKey]) -> Iterator[str]:
    said = archives.data(archive, SIGNATURE)
    key = find(keys, str(said["key"]))
    if key is None:
        yield f"{SIGNATURE}: is by a key that you did not name ({said['key']})"
        return
    try:
        signature = base64.b64decode(said["signature"], validate=True)
    except ValueError:
        signature = b""
    if not key.signed(FORMAT, archives.read(archive, MANIFEST), signature):
        yield f"{MANIFEST}: its signature is not valid"


def _of_file(archive: ZipFile, name: str, row: dict[str, Any], there: set[str]) -> Iterator[str]:
    if name not in there:
        yield f"{name}: is missing"
        return
    try:
        measured = archives.measured(archive, name)
    except Unreadable:
        measured = (-1, "")
    if measured != (row["bytes"], row["sha256"]):
        yield f"{name}: was changed"


def _of_contents(archive: ZipFile, manifest: dict[str, Any], there: set[str]) -> Iterator[str]:
    """What the files say of each other: the rules it was sold under, and that the money adds up."""
    if not {"order.json", "policy.json", "money.json"} <= there:
        return
    order, policy = archives.data(archive, "order.json"), archives.data(archive, "policy.json")
    if hashlib.sha256(canonical(policy["body"])).hexdigest() != order["policy_sha256"]:
        yield "policy.json: is not the policy that the order was sold under"
    money = archives.data(archive, "money.json")
    for entry in money["entries"]:
        if sum(row["amount_minor"] for row in entry["postings"]):
            yield f"money.json: entry {entry['key']} does not balance"
    came = money["paid_minor"] + sum(row["amount_minor"] for row in money["added"])
    if came != sum(row["amount_minor"] for row in money["now"]):
        yield "money.json: what was paid is not what is there"


def main(argv: Sequence[str] | None = None) -> int:
    """Exits with 0 when everything is as it was signed, else with 1 and what is not."""
    parser = argparse.ArgumentParser(
        prog="python -m marketplace.records.verify", description=__doc__
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--key", type=Path, action="append", required=True, help="our published keys (repeatable)"
    )
    asked = parser.parse_args(argv)
    keys = [key for path in asked.key for key in keys_in(path.read_text())]
    return told(asked.file, keys)


def told(path: Path, keys: Sequence[PublicKey]) -> int:
    with path.open("rb") as file:
        found = list(faults(file, keys))
    for fault in found:
        print(fault)
    print(f"{path.name}: {len(found)} faults" if found else f"{path.name}: as it was signed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
