from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from escrow import machine_drawings


class Command(BaseCommand):
    """Writes docs/machines.md; a test fails when it is behind the code."""

    help = "Draw the state machines into docs/machines.md."

    def handle(self, **_: Any) -> None:
        page = Path(settings.BASE_DIR) / machine_drawings.PAGE
        page.write_text(machine_drawings.page())
        self.stdout.write(str(page))
