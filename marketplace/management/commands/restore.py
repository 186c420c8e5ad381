import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.story import Refusal
from marketplace.backup import restoring

NEXT = """An outage is open since the moment of the backup, so no deadline runs. Now:
  manage.py migrate --database owner   if this code is newer than the backup
  manage.py reconcile                  for each gateway and each day since: what providers did meanwhile
  manage.py outage end                 when every difference is explained"""


class Command(BaseCommand):
    """Exits with 1 where the books, the audit trail or the counts are not as they were."""

    help = "Restore a backup into an empty database and empty stores, and prove it."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **_: Any) -> None:
        try:
            found = restoring.restore(folder, say=self.stdout.write)
        except (Refusal, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        for fault in found.faults:
            self.stdout.write(self.style.ERROR(fault))
        self.stdout.write(f"The books, the seals and the counts: {len(found.faults)} faults")
        self.stdout.write(NEXT)
        sys.exit(1 if found.faults else 0)
