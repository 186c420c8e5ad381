from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.gateways.bank_transfer.importing import import_statement
from escrow.gateways.bank_transfer.lines import BadStatement


class Command(BaseCommand):
    """Takes in a statement of the bank account: CAMT.053 or CSV. Twice is as good as once."""

    help = "Import a bank statement; --dry-run only says what it would do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        try:
            done = import_statement(file.read_bytes(), file.name, dry_run=dry_run)
        except (BadStatement, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        for made, count in sorted(Counter(made for _line, made in done.lines).items()):
            self.stdout.write(f"{made}: {count}")
        self.stdout.write(f"{len(done.lines)} new lines, {done.known} known before")
        if dry_run:
            self.stdout.write("Nothing was written.")
