import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from escrow import closing
from escrow.models import BookDay


class Command(BaseCommand):
    """Prints each closed day with its root; with --check exits with 1 and the days that changed."""

    help = "List the closed days of the books, or prove them against the postings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="hash every posting again")

    def handle(self, *, check: bool, **_: Any) -> None:
        if not check:
            for row in BookDay.objects.order_by("day").iterator(chunk_size=500):
                self.stdout.write(f"{row.day} {row.count} {row.root} {row.chained}")
            return
        changed = list(closing.changed_days())
        for day in changed:
            self.stdout.write(self.style.ERROR(f"{day}: its postings are not those of then"))
        self.stdout.write(f"{BookDay.objects.count()} days, {len(changed)} changed")
        sys.exit(1 if changed else 0)
