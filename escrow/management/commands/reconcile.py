import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow import clock, gateways, reconciliation


class Command(BaseCommand):
    """Exits with 1 and the open differences of that day, or with 0 when there are none."""

    help = "Compare a provider's report of a day with our books."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gateway", help="one gateway; all of them without it")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="a day in UTC, 2026-03-02; yesterday without it"
        )

    def handle(self, *, gateway: str | None, day: date | None, **_: Any) -> None:
        known = {each.name: each for each in gateways.available()}
        if gateway and gateway not in known:
            raise CommandError(f"No gateway of that name. There are: {', '.join(known)}")
        wanted = day or clock.now().date() - timedelta(days=1)
        chosen = [known[gateway]] if gateway else list(known.values())
        found = [row for each in chosen for row in reconciliation.reconcile(each, wanted)]
        for row in found:
            amounts = f"ours {row.ours_minor}, theirs {row.theirs_minor} {row.currency}"
            self.stdout.write(self.style.ERROR(f"{row} {row.reference}: {amounts}"))
        self.stdout.write(f"{wanted}: {len(found)} differences")
        sys.exit(1 if found else 0)
