import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from escrow.models import Deadline
from marketplace.replay import parts, rows
from marketplace.replay.report import Report, report
from marketplace.replay.run import Run


class Command(BaseCommand):
    """Runs recorded orders through checkout, parcels and windows, then proves the books."""

    help = "Replay recorded orders (columns in docs/replay.md) on a moving clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--most", type=int, default=None, help="only so many rows")
        parser.add_argument("--parts", type=int, default=parts.possible(), help="how many at once")
        parser.add_argument("--part", default="", help="used by the parts themselves: 0/2")

    def handle(self, *, file: Path, most: int | None, parts: int, part: str, **_: Any) -> None:
        if Deadline.objects.pending().exists():
            raise CommandError("Other promises are pending here. Replay in a database of its own.")
        if part:
            self._play_part(file, most, part)
        else:
            self._play_all(file, most, parts)

    def _play_all(self, file: Path, most: int | None, count: int) -> None:
        began = time.monotonic()
        if count > 1:
            found = parts.play(file, count, ["--most", str(most)] if most else [])
        else:
            found = self._play(rows.read(file)[:most])
        took = time.monotonic() - began
        for line in found.lines():
            self.stdout.write(line)
        self.stdout.write(f"orders per second: {len(found.outcomes) / took:.1f}")
        if count == 1:
            call_command("check_ledger")

    def _play_part(self, file: Path, most: int | None, part: str) -> None:
        number, count = (int(word) for word in part.split("/"))
        mine = [row for row in rows.read(file)[:most] if row.number % count == number]
        self.stdout.write(parts.written(self._play(mine)))
        call_command("check_ledger", stdout=self.stderr)

    def _play(self, recorded: list[rows.Row]) -> Report:
        impossible = [row for row in recorded if row.is_impossible()]
        run = Run([row for row in recorded if not row.is_impossible()])
        run.play(self.stderr.write)
        return report(run, impossible)
