import sys
from typing import Any

from django.core.management.base import BaseCommand

from escrow import checking
from escrow.models import Hold, JournalEntry


class Command(BaseCommand):
    """Exits with 1 and the rows that disagree, or with 0 when every cent is where it should be."""

    help = "Prove the books."

    def handle(self, **_: Any) -> None:
        found = list(checking.differences())
        for difference in found:
            self.stdout.write(self.style.ERROR(f"{difference.rule}: {difference.row}"))
        counted = f"{JournalEntry.objects.count()} entries, {Hold.objects.count()} holds"
        self.stdout.write(f"{counted}: {len(found)} differences")
        sys.exit(1 if found else 0)
