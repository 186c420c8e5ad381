from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.story import Refusal
from marketplace import rates


class Command(BaseCommand):
    """Prices can then be shown in a reader's own currency, as an approximation."""

    help = "Load exchange rates from a file of the European Central Bank (XML or CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            count = rates.load(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, Refusal) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{count} rates.")
