"""A backup comes back into an empty shop, is proved, and stands still until people have looked.

Providers have gone on since the moment of the backup: what was paid, refunded or paid out then is
in their books and not in ours. So an outage stands open from that moment, no deadline is run, and
whoever restores asks the providers first (docs/backup.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connections

from escrow import checking, outages, roles, trail_proof
from escrow.story import require
from marketplace.backup import files, manifest, programs
from marketplace.backup.making import DUMP, NotEmpty, counts
from marketplace.backup.manifest import Manifest

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


@dataclass
class Restored:
    """What came back, and everything that is not as it was."""

    manifest: Manifest
    files: int = 0
    faults: list[str] = field(default_factory=list)


def restore(folder: Path, say: Callable[[str], object] = lambda _: None) -> Restored:
    """Raises NotABackup, NotEmpty, NoProgram; until the last check nothing has been touched."""
    found = Restored(manifest.read(folder))
    say(f"{len(found.manifest.files)} files are as they were backed up.")
    _must_be_empty()
    programs.run(
        "pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction",
        "-d", str(connections["owner"].settings_dict["NAME"]), folder / DUMP,
    )  # fmt: skip
    roles.grant_after_migrate(using="owner")
    say("The database is back, and the application has its rights again.")
    found.files = files.copy_in(folder)
    say(f"{found.files} pictures and private files are back.")
    found.faults = list(_faults(found.manifest))
    _stand_still(found.manifest)
    return found


def _must_be_empty() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLES)
        require(
            cursor.fetchone()[0] == 0, NotEmpty, "The database has tables. Restore into a new one."
        )
    require(files.are_empty(), NotEmpty, "MEDIA_ROOT or PRIVATE_ROOT has files. Name empty ones.")


def _faults(known: Manifest) -> Iterator[str]:
    for difference in checking.among_themselves():
        yield f"{difference.rule}: {difference.row}"
    yield from map(str, trail_proof.prove().faults)
    if known.seal:
        number, _colon, chained = known.seal.partition(":")
        yield from map(str, trail_proof.expected(int(number), chained))
    with connections["owner"].cursor() as cursor:
        if (now := counts(cursor)) != known.counts:
            yield f"rows: {now}, and there were {known.counts}"


def _stand_still(known: Manifest) -> None:
    """From the moment of the backup on nobody could use what is here now."""
    if outages.open_now() is None:
        began = datetime.fromisoformat(known.made_at)
        outages.begin("Restored from a backup", by=None, at=began)
