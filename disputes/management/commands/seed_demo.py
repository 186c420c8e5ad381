import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from disputes.demo.seeding import BooksAreWrong, Scale, is_done, seed
from escrow import closing
from escrow.story import Refusal
from marketplace.demo.clock import check_demo

WORDS = {
    "listings": "shelves filled: {} of {} things",
    "days": "history played: {} of {} days",
    "photos": "more photos: {} of {} things",
}
LINES, ALL_DAYS = 10, 10_000


class Progress:
    """One line that changes on a terminal; now and then a line anywhere else."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out, self.said = out, ""

    def __call__(self, what: str, done: int, of: int) -> None:
        line = "Demo: " + WORDS[what].format(done, of)
        if self.out.isatty():
            self.out.write(f"\r{line:<60}", ending="\n" if done == of else "")
            self.out.flush()
        elif (stage := f"{what} {done * LINES // max(of, 1)}") != self.said:
            self.said = stage
            self.out.write(line)


class Command(BaseCommand):
    """Seventy-five days of a living shop, once; a second run finds it there and does nothing."""

    help = "Fill the demo with people, things and their history."

    def handle(self, **_: Any) -> None:
        began = time.monotonic()
        try:
            check_demo()
            if is_done():
                self.stdout.write("Demo: the shop is filled already.")
                return
            refused = seed(Scale(), Progress(self.stdout))
            closing.close_days(ALL_DAYS)
        except (Refusal, BooksAreWrong) as wrong:
            raise CommandError(str(wrong)) from wrong
        if refused:  # an interrupted run had done them, or somebody bought the last one
            self.stdout.write(f"Demo: {len(refused)} deeds had been done, or could not be.")
        self.stdout.write(f"Demo: ready after {time.monotonic() - began:.0f} seconds.")
