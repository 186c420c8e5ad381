"""Trees of hashes as RFC 6962 builds them: one root for many leaves, and a short path for each.

A leaf and a node are hashed under different first bytes, so that no node passes for a leaf. Knows
neither Django nor the database: whoever checks a statement uses this file.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


def leaf(nonce: bytes, content: bytes) -> bytes:
    """Without the nonce nobody can guess what a leaf says, however few amounts there are."""
    return hashlib.sha256(LEAF + nonce + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def nonce(salt: bytes, number: int) -> bytes:
    """A leaf's own, from the secret of its tree; it tells nothing of any other."""
    return hmac.digest(salt, str(number).encode(), "sha256")


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """From the leaves up to the root; one without a neighbour goes up as it is."""
    found = [list(leaves)]
    while len(found[-1]) > 1:
        below = found[-1]
        above = [node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        found.append(above + below[len(below) - len(below) % 2 :])
    return found


def root(of: Sequence[Sequence[bytes]]) -> bytes:
    return of[-1][0] if of[-1] else EMPTY


def neighbours(index: int, count: int) -> list[tuple[int, int]]:
    """Where the hashes of a leaf's path stand: (level, place), from below."""
    found, level = [], 0
    while count > 1:
        if index ^ 1 < count:
            found.append((level, index ^ 1))
        index, count, level = index // 2, (count + 1) // 2, level + 1
    return found


def root_from(leaf_hash: bytes, index: int, count: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to; None for a path that is none."""
    if not 0 <= index < count or any(len(each) != SIZE for each in path):
        return None
    found, left = leaf_hash, list(path)
    while count > 1:
        if index ^ 1 < count:
            if not left:
                return None
            other = left.pop(0)
            found = node(other, found) if index % 2 else node(found, other)
        index, count = index // 2, (count + 1) // 2
    return None if left else found


def chain(day: str, count: int, root_hash: str, previous: str) -> str:
    """The hash of a day, which holds that of the day before it."""
    said = "|".join(("holdfast-day", day, str(count), root_hash, previous))
    return hashlib.sha256(said.encode()).hexdigest()
