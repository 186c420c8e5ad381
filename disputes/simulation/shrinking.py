"""From a run that breaks a rule to the smallest one that still does: each in a database of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

Arguments = list[str]
LONGEST = 1800


def smaller(arguments: Arguments, purchase: int | None) -> Iterator[Arguments]:
    """The purchase that broke it alone, then without what might not be needed."""
    alone = [*arguments, "--only", str(purchase)] if purchase is not None else arguments
    yield alone
    yield [*alone, "--no-crashes"]
    yield [*alone, "--no-rain"]
    yield [*alone, "--no-crashes", "--no-rain"]


def shrink(arguments: Arguments, purchase: int | None, tell: Callable[[str], None]) -> Arguments:
    """The last of the smaller runs that still breaks a rule; the run itself if none does."""
    smallest = arguments
    for fewer in smaller(arguments, purchase):
        breaks = _breaks(fewer)
        tell(f"  {'still breaks' if breaks else 'holds'}: {' '.join(fewer)}")
        if breaks:
            smallest = fewer
    return smallest


def _breaks(arguments: Arguments) -> bool:
    """On throw-away services, migrated anew."""
    command = f"{sys.executable} manage.py migrate --database owner -v 0 && " + " ".join(
        [sys.executable, "manage.py", "simulate", *arguments, "--as-it-is"]
    )
    services = [sys.executable, "-m", "marketplace.embedded", "run", "--test", "--"]
    ran = subprocess.run(  # noqa: S603 (our own command with numbers in it)
        [*services, "sh", "-c", command], capture_output=True, timeout=LONGEST, check=False
    )
    return ran.returncode == 1
