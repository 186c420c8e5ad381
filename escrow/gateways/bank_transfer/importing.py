"""A statement comes in: by the admin's page or by command, the same story. All of it, or nothing.

A line that we know is left out by its identity, so that the same file twice, and files that overlap,
change nothing. Two people at once take turns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, ledger
from escrow.gateways.bank_transfer import account, following, matching, reading
from escrow.gateways.bank_transfer.account import CLEARING
from escrow.gateways.bank_transfer.lines import BadStatement, Line, keyed
from escrow.gateways.bank_transfer.matching import Made
from escrow.models import BankLine, BankStatement
from escrow.story import step, story


@dataclass(frozen=True)
class Import:
    """What was new in a file, and what was made of it."""

    lines: Sequence[tuple[BankLine, Made]]
    known: int


class _OnlyLooked(Exception):
    """What a dry run ends with: everything it wrote is undone."""


def import_statement(content: bytes, name: str, *, by: Any = None, dry_run: bool = False) -> Import:
    """Take a file in, and let everything that it concerns move on. Raises BadStatement."""
    told = take_in(content, name, by=by, dry_run=dry_run)
    if not dry_run:
        following.follow()
    return told


def take_in(content: bytes, name: str, *, by: Any = None, dry_run: bool = False) -> Import:
    """Read a file and write down what its new lines are. Raises BadStatement."""
    lines = reading.read(content)
    told: list[Import] = []
    with suppress(_OnlyLooked):
        _import(lines, content, name, by, told, dry_run=dry_run)
    return told[0]


@story
def _import(
    lines: Sequence[Line],
    content: bytes,
    name: str,
    by: Any,
    told: list[Import],
    *,
    dry_run: bool,
) -> None:
    ledger.alone(CLEARING)
    fresh = _unknown(lines)
    statement = BankStatement.objects.create(
        name=name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        imported_by=by,
        imported_at=clock.now(),
        newest_day=max((line.day for line in lines), default=None),
        line_count=len(lines),
        new_count=len(fresh),
    )
    made = [_make(statement, key, line) for key, line in fresh]
    audit.record(by, "statement_imported", statement, lines=len(lines), new=len(fresh))
    told.append(Import(made, len(lines) - len(fresh)))
    if dry_run:
        raise _OnlyLooked


def _unknown(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Those that no file has brought yet."""
    pairs = list(keyed(account.iban(), lines))
    keys = [key for key, _line in pairs]
    known = set(BankLine.objects.filter(key__in=keys).values_list("key", flat=True))
    return [(key, line) for key, line in pairs if key not in known]


@step
def _make(statement: BankStatement, key: str, line: Line) -> tuple[BankLine, Made]:
    _check_not_known_otherwise(line)
    row = BankLine.objects.create(
        statement=statement,
        key=key,
        keyed_by=line.keyed_by,
        account=account.iban(),
        day=line.day,
        amount_minor=line.amount.minor,
        currency=line.amount.currency,
        name=line.name,
        iban="" if line.iban == account.iban() else line.iban,
        text=line.text,
        reference=line.reference,
        end_to_end=line.end_to_end,
        bank_reference=line.bank_reference,
        is_reversal=line.is_reversal,
        is_fee=line.is_fee,
        return_code=line.return_code,
        at=clock.now(),
    )
    return row, matching.make(row)


def _check_not_known_otherwise(line: Line) -> None:
    """One format for a day: a line with the bank's reference and the same one without would be two."""
    same = BankLine.objects.filter(
        account=account.iban(),
        day=line.day,
        amount_minor=line.amount.minor,
        currency=line.amount.currency,
    )
    if same.exclude(keyed_by=line.keyed_by).exists():
        raise BadStatement(
            _(
                "Line %(number)d: %(amount)s of %(day)s came already in a file of another kind. "
                "Import each day in one format only."
            )
            % {"number": line.number, "amount": line.amount.format(), "day": line.day.isoformat()}
        )
