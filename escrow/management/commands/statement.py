from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.statement import PER_PAGE, Line, Statement, statement


class Command(BaseCommand):
    """Prints the newest lines of an account with the other sides of each entry."""

    help = "Print the statement of an account: manage.py statement seller_payable seller:5"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help="a kind of the chart, such as seller_payable")
        parser.add_argument("owner", nargs="?", default="", help="whose, such as seller:5")
        parser.add_argument("--currency", default=settings.HOLDFAST_CURRENCY)
        parser.add_argument("--lines", type=int, default=PER_PAGE, help="how many at most")
        parser.add_argument("--before", type=int, help="only lines before this number")

    def handle(self, **asked: Any) -> None:
        if asked["kind"] not in Kind.values:
            raise CommandError(
                f"There is no such account. The chart has: {', '.join(Kind.values)}."
            )
        place = Place(Kind(asked["kind"]), asked["owner"])
        found = statement(
            place, asked["currency"], before=asked["before"], size=max(asked["lines"], 1)
        )
        self._print(found)

    def _print(self, found: Statement) -> None:
        self.stdout.write(f"Opening  {found.opening}")
        for line in found.lines:
            self._print_line(line)
        self.stdout.write(f"Closing  {found.closing}")
        if found.older:
            self.stdout.write(f"Older lines: --before {found.older}")

    def _print_line(self, line: Line) -> None:
        said = f"{line.at:%Y-%m-%d %H:%M} {line.entry.kind} {line.entry.key}"
        self.stdout.write(f"{line.number}  {said}  {line.change}  then {line.balance}")
        for side in line.others:
            name = f"{side.place.kind} {side.place.owner}".strip()
            way = "debit" if side.amount.minor > 0 else "credit"
            self.stdout.write(f"    {name}  {way} {max(side.amount, -side.amount)}")
