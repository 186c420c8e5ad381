import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from escrow.models import Deadline
from marketplace.replay import rows
from marketplace.replay.report import report
from marketplace.replay.run import Run


class Command(BaseCommand):
    """Runs recorded orders through checkout, parcels and windows, then proves the books."""

    help = "Replay recorded orders (columns in docs/replay.md) on a moving clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--most", type=int, default=None, help="only so many rows")

    def handle(self, *, file: Path, most: int | None, **_: Any) -> None:
        if Deadline.objects.pending().exists():
            raise CommandError("Other promises are pending here. Replay in a database of its own.")
        recorded = rows.read(file)[:most]
        impossible = [row for row in recorded if row.is_impossible()]
        run = Run([row for row in recorded if not row.is_impossible()])
        began = time.monotonic()
        run.play(self.stdout.write)
        took = time.monotonic() - began
        for line in report(run, impossible).lines():
            self.stdout.write(line)
        self.stdout.write(f"orders per second: {len(run.orders) / took:.1f}")
        sys.stdout.flush()
        call_command("check_ledger")
