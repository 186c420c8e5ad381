"""Compares the audit trail with its seals, row by row, and says what was changed behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from escrow import clock, outbox, rights, sealing
from escrow.models import AuditCheck, AuditEntry, AuditSeal
from escrow.sealing import LEAF
from escrow.story import story

MAY_READ = "escrow.view_auditentry"
PAGE = 50
KEPT = 20


@dataclass(frozen=True)
class Fault:
    """What is wrong with a seal, or with one row of its batch."""

    seal: int
    what: str
    row: int | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        return f"seal {self.seal}{row}: {self.what}"


@dataclass
class Proof:
    """What was looked at, and everything that is not as it was sealed."""

    seals: int = 0
    rows: int = 0
    head: str = ""
    faults: list[Fault] = field(default_factory=list)


def prove(tell: Callable[[Fault], None] = lambda fault: None) -> Proof:
    """Every seal from the first on; each fault is told as soon as it is found."""
    proof, last = Proof(), AuditSeal(number=0, to_id=0, chained="")
    for fault in _first_rows():
        _note(proof, fault, tell)
    for seal in _seals():
        for fault in [*_of_chain(seal, last), *_of_rows(seal)]:
            _note(proof, fault, tell)
        proof.seals, proof.rows, proof.head = proof.seals + 1, proof.rows + seal.count, seal.chained
        last = seal
    for fault in _since_checks():
        _note(proof, fault, tell)
    return proof


def expected(number: int, chained: str) -> Iterator[Fault]:
    """What somebody wrote down elsewhere: the hash that a seal had then."""
    found = AuditSeal.objects.filter(number=number).values_list("chained", flat=True).first()
    if found is None:
        yield Fault(number, "it was made once and is gone")
    elif found != chained:
        yield Fault(number, "it is not the one that was noted")


def check() -> AuditCheck:
    """The daily look at everything; staff who may read the trail are told when it is not right."""
    return _keep(prove())


@story
def _keep(proof: Proof) -> AuditCheck:
    made = AuditCheck.objects.create(
        at=clock.real_now(),
        seals=proof.seals,
        rows=proof.rows,
        head=proof.head,
        faults=len(proof.faults),
        first_faults=[str(fault) for fault in proof.faults[:KEPT]],
    )
    if proof.faults:
        outbox.announce(_readers(), "audit_trail_broken", made)
    return made


def _readers() -> list[int]:
    readers = rights.holders(MAY_READ, superusers=True)
    return list(readers.values_list("pk", flat=True))


def _note(proof: Proof, fault: Fault, tell: Callable[[Fault], None]) -> None:
    proof.faults.append(fault)
    tell(fault)


def _seals() -> Iterator[AuditSeal]:
    """In their order, a few at a time."""
    number = 0
    while page := list(AuditSeal.objects.filter(number__gt=number).order_by("number")[:PAGE]):
        yield from page
        number = page[-1].number


def _first_rows() -> Iterator[Fault]:
    """Numbers begin with one; what stands before that was put there."""
    for row in AuditEntry.objects.filter(pk__lt=1).order_by("pk").values_list("pk", flat=True):
        yield Fault(1, "it was inserted", row)


def _of_chain(seal: AuditSeal, last: AuditSeal) -> Iterator[Fault]:
    """The seal is what it was, and follows the one before it."""
    if seal.number != last.number + 1:
        yield Fault(last.number + 1, "the seal was removed")
    if seal.previous != last.chained or seal.from_id != last.to_id + 1:
        yield Fault(seal.number, "it does not follow the seal before it")
    leaves = bytes(seal.leaves)
    kept = hashlib.sha256(leaves).hexdigest() == seal.sha256 and len(leaves) == LEAF * seal.count
    if not kept or sealing.chain(seal) != seal.chained:
        yield Fault(seal.number, "the seal itself was changed")


def _of_rows(seal: AuditSeal) -> Iterator[Fault]:
    found = sealing.leaves_of(seal.from_id - 1, seal.to_id, None)
    if found == bytes(seal.leaves):
        return
    before, now = _by_row(bytes(seal.leaves)), _by_row(found)
    for row in sorted(before.keys() | now.keys()):
        if row not in now:
            yield Fault(seal.number, "it was removed", row)
        elif row not in before:
            yield Fault(seal.number, "it was inserted", row)
        elif before[row] != now[row]:
            yield Fault(seal.number, "it was changed", row)


def _by_row(leaves: bytes) -> dict[int, bytes]:
    parts = (leaves[start : start + LEAF] for start in range(0, len(leaves), LEAF))
    return {int.from_bytes(part[:8], signed=True): part[8:] for part in parts}


def _since_checks() -> Iterator[Fault]:
    """The newest seals that earlier checks saw are still there: a chain can lose its end unseen."""
    seen = AuditCheck.objects.filter(faults=0, seals__gt=0).order_by("-pk").first()
    if seen is not None:
        yield from expected(seen.seals, seen.head)
