import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from escrow import trail_proof


class Command(BaseCommand):
    """Exits with 1 and the seals and rows that are not as they were sealed, else with 0."""

    help = "Prove that nothing in the audit trail was changed, removed or inserted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            action="append",
            default=[],
            help="a seal and its hash, noted outside this database (repeatable)",
        )

    def handle(self, *, expect: list[str], **_: Any) -> None:
        proof = trail_proof.prove(self._tell)
        noted = [each.partition(":") for each in expect]
        gone = [fault for n, _sep, known in noted for fault in trail_proof.expected(int(n), known)]
        for fault in gone:
            self._tell(fault)
        found = len(proof.faults) + len(gone)
        self.stdout.write(f"{proof.rows} rows under {proof.seals} seals: {found} faults")
        if proof.head:
            self.stdout.write(f"newest seal: {proof.seals}:{proof.head}")
        sys.exit(1 if found else 0)

    def _tell(self, fault: trail_proof.Fault) -> None:
        self.stdout.write(self.style.ERROR(str(fault)))
