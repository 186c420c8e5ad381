from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace import carrier_file, carrier_inbox


class Command(BaseCommand):
    """Each row is kept as a carrier's message and acted on as if the carrier had sent it."""

    help = "Read carriers' scans from a CSV: " + ", ".join(carrier_file.COLUMNS) + "."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is wrong, keep nothing"
        )

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as wrong:
            raise CommandError(str(wrong)) from wrong
        read = carrier_file.load(text, dry=dry_run)
        acted = 0 if dry_run else carrier_inbox.process(max(read.new, carrier_inbox.BATCH))
        self.stdout.write(f"{read.new} new, {read.known} known, {acted} acted on.")
        for place, sentence in read.wrong.items():
            self.stdout.write(f"Row {place}: {sentence}")
        if read.wrong:
            raise CommandError(f"{len(read.wrong)} rows are wrong; the others are in.")
