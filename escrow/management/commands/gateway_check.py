import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow import gateway_desk, gateways


class Command(BaseCommand):
    """Exits with 1 when something is not right, or when there is nothing that could be."""

    help = "Prove keys, webhook secret and clock of the gateways against their providers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("gateway", nargs="*", help="by name; all that are on without it")

    def handle(self, *, gateway: list[str], **_: Any) -> None:
        known = {each.name: each for each in gateways.available()}
        if unknown := sorted(set(gateway) - set(known)):
            raise CommandError(f"Not on: {', '.join(unknown)}. On are: {', '.join(known)}")
        right = [self._tell(known[name]) for name in gateway or known]
        sys.exit(0 if right and all(right) else 1)

    def _tell(self, gateway: gateways.Gateway) -> bool:
        found = list(gateway_desk.findings(gateway))
        self.stdout.write(f"{gateway.name} ({gateway.capabilities().mode})")
        for each in found:
            mark = self.style.SUCCESS("right") if each.is_right else self.style.ERROR("WRONG")
            self.stdout.write(f"  {mark}  {each.what}: {each.words}")
        if not found:
            self.stdout.write("  nothing to ask: there is no provider behind it")
        return all(each.is_right for each in found)
