from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.clock import now
from escrow.models import DemoClock
from escrow.story import Refusal
from marketplace.demo import clock


class Command(BaseCommand):
    """The demo's time stands still while the demo is down."""

    help = "Let the demo's clock go on from where it stopped, stop it, or show it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        wanted = parser.add_mutually_exclusive_group(required=True)
        wanted.add_argument("--resume", action="store_true", help="go on from the time kept last")
        wanted.add_argument("--pause", action="store_true", help="stand still")
        wanted.add_argument("--show", action="store_true", help="only say what it shows")

    def handle(self, *, resume: bool, pause: bool, **_: Any) -> None:
        try:
            clock.check_demo()
            if resume:
                clock.resume()
            elif pause:
                clock.pause()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        row = DemoClock.objects.filter(pk=1).first()
        running = "running" if row is None or row.running else "standing still"
        self.stdout.write(f"Demo clock: {now():%Y-%m-%d %H:%M} UTC, {running}")
