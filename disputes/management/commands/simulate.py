import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disputes.simulation import shrinking
from disputes.simulation.life import Faults
from disputes.simulation.run import Simulation, order_days
from escrow.models import Deadline


class Command(BaseCommand):
    """Exits with 1, the rule and the history of the first purchase that broke it, if one does."""

    help = "Live through a whole marketplace by a seed, and ask its rules all the time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--days", type=int, default=90)
        parser.add_argument("--orders", type=int, default=2000, help="purchases that are begun")
        parser.add_argument("--only", type=int, nargs="*", default=[], help="only these purchases")
        parser.add_argument("--no-crashes", action="store_true")
        parser.add_argument("--no-rain", action="store_true")
        parser.add_argument("--as-it-is", action="store_true", help="do not shrink what breaks")

    def handle(self, **how: Any) -> None:
        if Deadline.objects.pending().exists():
            raise CommandError("Other promises are pending here. Use a database of its own.")
        began = time.monotonic()
        simulation = Simulation(
            how["seed"], how["days"], how["orders"], frozenset(how["only"]), _faults(how)
        )
        held = simulation.run()
        took = time.monotonic() - began
        for line in simulation.lines():
            self.stdout.write(line)
        self.stdout.write(f"{order_days() / took:.0f} order-days per second, {took:.0f} s")
        if not held:
            self._tell_broken(simulation, how)
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("Every rule held."))

    def _tell_broken(self, simulation: Simulation, how: dict[str, Any]) -> None:
        purchase = simulation.broken_by()
        self.stdout.write(self.style.ERROR(f"Broken: {simulation.broken} (purchase {purchase})"))
        for line in simulation.history.of(-1 if purchase is None else purchase)[-40:]:
            self.stdout.write(f"  {line}")
        if not how["as_it_is"]:
            wanted = ("seed", "days", "orders")
            plain = [word for name in wanted for word in (f"--{name}", str(how[name]))]
            smallest = shrinking.shrink(plain, purchase, self.stdout.write)
            self.stdout.write(f"Again: manage.py simulate {' '.join(smallest)}")


def _faults(how: dict[str, Any]) -> Faults:
    faults = Faults(*[0.0] * 6) if how["no_rain"] else Faults()
    faults.crashes = 0.0 if how["no_crashes"] else Faults().crashes
    return faults
