from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.gateways.bank_transfer.payment_file import NothingToSend, make_file
from escrow.models import BankFile


class Command(BaseCommand):
    """Writes the transfers that wait into a pain.001 file, each once. The file is kept as well."""

    help = "Write a payment file for the bank; --again writes an earlier one once more, unchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", type=Path, help="a folder")
        parser.add_argument("--again", metavar="MESSAGE_ID", default="")

    def handle(self, *, to: Path, again: str, **_: Any) -> None:
        if not to.is_dir():
            raise CommandError(f"{to} is no folder.")
        made = self._found(again) if again else self._made()
        path = to / f"{made.message_id}.xml"
        path.touch(mode=0o600)
        path.write_text(made.body)
        self.stdout.write(str(path))

    def _found(self, message_id: str) -> BankFile:
        found = BankFile.objects.filter(message_id=message_id).first()
        if found is None:
            raise CommandError("There is no such file.")
        return found

    def _made(self) -> BankFile:
        try:
            return make_file()
        except NothingToSend as nothing:
            raise CommandError(str(nothing)) from nothing
