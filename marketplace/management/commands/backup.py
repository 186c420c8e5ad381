from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.story import Refusal
from marketplace.backup import making


class Command(BaseCommand):
    """The shop goes on meanwhile; the folder is a backup when its manifest is there."""

    help = "Back up the database, the pictures and the private files into a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **_: Any) -> None:
        try:
            made = making.backup(folder)
        except (Refusal, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        for name in made.missing:
            self.stderr.write(f"went away while it was copied: {name}")
        counted = ", ".join(f"{count} {what}" for what, count in made.counts.items())
        self.stdout.write(f"{len(made.files)} files; {counted}")
        if made.seal:
            self.stdout.write(f"newest seal: {made.seal}")
