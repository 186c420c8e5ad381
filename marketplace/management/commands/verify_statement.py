import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from marketplace.records import keys
from marketplace.records.signing import keys_in
from marketplace.records.statements import told


class Command(BaseCommand):
    """Needs no database. Exits with 1 and the lines that are not proven, else with 0."""

    help = "Check a month's statement against the closed days of the books, offline."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--key", type=Path, action="append", help="public keys; our own without it (repeatable)"
        )
        parser.add_argument("--roots", type=Path, help="our published days (/books/days.json)")

    def handle(self, *, file: Path, key: list[Path] | None, roots: Path | None, **_: Any) -> None:
        named = [found for path in key or [] for found in keys_in(path.read_text())]
        sys.exit(told(file, named or keys.public(), roots))
