from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from escrow import outages
from escrow.story import Refusal


class Command(BaseCommand):
    """While an outage is open no deadline runs; when it ends every open window gets its length."""

    help = "Write down a time in which people could not use the web: begin, end, or from and to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["begin", "end", "over"])
        parser.add_argument("--reason", default="")
        parser.add_argument("--since", help="2026-03-02T09:00Z; for `over`")
        parser.add_argument("--until", help="2026-03-02T11:30Z; for `over`")

    def handle(self, *, what: str, reason: str, **when: Any) -> None:
        try:
            if what == "begin":
                outages.begin(reason or "The web was down.", by=None)
            elif what == "end":
                outages.end(by=None)
            else:
                since, until = _moment(when["since"]), _moment(when["until"])
                outages.write_down(since, until, reason or "The web was down.", by=None)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS("Written down."))


def _moment(text: str | None) -> datetime:
    moment = parse_datetime(text or "")
    if moment is None or not is_aware(moment):
        raise CommandError("Give --since and --until as 2026-03-02T09:00Z, with a time zone.")
    return moment
