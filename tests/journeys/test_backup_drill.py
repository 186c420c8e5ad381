"""The drill: a shop is backed up, goes on, loses its machine, and comes back on another one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from escrow import (
    checking,
    clock,
    deadlines,
    gateways,
    operations,
    outages,
    reconciliation,
    sealing,
    tasks,
)
from escrow.models import AuditSeal, Hold, JournalEntry, Operation, ReportDifference, SandboxCharge
from marketplace import paying
from marketplace.backup import files, making, manifest, restoring
from marketplace.embedded import binaries, roles
from marketplace.models import Listing, User
from tests import books, doings, own_services
from tests.own_services import Own

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("monday"),
]


@pytest.fixture(scope="module")
def servers() -> Iterator[Own]:
    with own_services.running() as own:
        yield own


@pytest.fixture(scope="module")
def spare() -> Iterator[Own]:
    """Another machine."""
    with own_services.running() as own:
        yield own


@pytest.fixture
def own(servers: Own, ben: User, lamp: Listing) -> Iterator[Own]:
    own_services.copy_of_this_database(servers)
    with own_services.used_here(servers):
        yield servers


def program(name: str, own: Own, *arguments: object) -> None:
    command = [binaries.postgres_bin() / name, *arguments]
    if name == "pg_dump":
        command += ["-d", own.url("holdfast_super")]
    subprocess.run(list(map(str, command)), check=True)


def remember(own: Own, dump: Path) -> None:
    """The provider's own rows, which our backup knows nothing of."""
    with roles.connect(own.services, "holdfast") as admin:
        found = admin.execute(
            "SELECT string_agg(quote_ident(tablename), ',') FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename LIKE 'escrow_sandbox%'"
        ).fetchone()
        admin.execute(f"TRUNCATE {found[0]}")
    program("pg_restore", own, "-a", "--disable-triggers", "-d", own.url("holdfast_super"), dump)


def lose_files() -> None:
    for store in ("default", "private"):
        for name in list(files_of(store)):
            storages[store].delete(name)


def files_of(store: str) -> list[str]:
    return list(files.walk(storages[store]))


def released() -> int:
    return JournalEntry.objects.filter(key__startswith="release:").count()


def test_a_shop_comes_back_with_every_cent(
    own: Own, spare: Own, ben: User, lamp: Listing, tmp_path: Path, monday: datetime
) -> None:
    # A little life: one case with a photo, one parcel that was looked at, one purchase under way.
    doings.complain(doings.delivered(ben, lamp))
    kept = doings.delivered(ben, lamp)
    under_way = doings.place(ben, lamp)
    charge, _ = paying.begin(under_way.pk, by=ben, details={"card": doings.GOOD_CARD})
    for _ in range(3):
        sealing.seal()
    private, seal = files_of("private"), AuditSeal.objects.order_by("-number").first()
    assert private
    assert seal is not None
    folder = tmp_path / "backup"
    call_command("backup", folder, stdout=StringIO())
    backed_up_at = clock.now()

    # It goes on: what was under way is paid, and another purchase begins and ends after it.
    operations.call(charge)
    charge.refresh_from_db()
    assert charge.state == "succeeded"
    late = doings.buy(ben, lamp)
    clock.advance(timedelta(days=9))
    while deadlines.take_turn().more:
        pass
    assert Hold.objects.get(pk=kept.lines.get().hold_id).state == "released"
    provider = tmp_path / "provider.dump"
    program("pg_dump", own, "-a", "-Fc", "-t", "escrow_sandbox*", "-f", provider)

    # The machine and its files are gone; another one has the backup and nothing else.
    own.stop_database()
    lose_files()
    spare.empty_database()
    with own_services.used_here(spare):
        said = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("restore", folder, stdout=said)
        assert ended.value.code == 0, said.getvalue()
        assert "0 faults" in said.getvalue()
        assert files_of("private") == private
        restored = AuditSeal.objects.order_by("-number").first()
        assert restored is not None
        assert restored.chained == seal.chained
        books.assert_right()

        # It stands still: nothing is released before somebody has asked the providers.
        began = outages.open_now()
        assert began is not None
        before = released()
        assert tasks.sweep() == 0
        assert released() == before

        # The provider is somebody else's machine, and remembers everything.
        remember(spare, provider)
        assert SandboxCharge.objects.count() == 4

        # What was under way is found by asking; what began after the backup, by the report.
        charge = Operation.objects.get(pk=charge.pk)
        assert charge.state != "succeeded"
        operations.ask_about_unanswered()
        charge.refresh_from_db()
        assert charge.state == "succeeded"
        reconciliation.reconcile(gateways.get("sandbox"), backed_up_at.date())
        unknown = ReportDifference.objects.get(settled_at=None)
        assert unknown.kind == "not_in_our_books"
        assert not Operation.objects.filter(pk=late.checkout_id).exists()

        # People come back: the lost time is theirs, and what is due is released exactly once.
        outages.end(by=None)
        tasks.sweep()
        assert released() == before
        clock.advance(timedelta(days=9))
        for _ in range(3):
            tasks.sweep()
        assert released() == before + 1
        assert Hold.objects.get(pk=kept.lines.get().hold_id).state == "released"
        assert list(checking.among_themselves()) == []
    own.start_database()


def test_it_goes_nowhere_where_something_is(own: Own, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    making.backup(folder)
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", folder)
    with pytest.raises(CommandError, match="has tables"):
        call_command("restore", folder)


def test_one_changed_byte_is_named_and_nothing_is_touched(own: Own, tmp_path: Path) -> None:
    storages["private"].save("evidence/one", ContentFile(b"as it came"))
    folder = tmp_path / "backup"
    making.backup(folder)
    (folder / "private" / "evidence" / "one").write_bytes(b"as it camE")
    with pytest.raises(CommandError, match="private/evidence/one is not the file"):
        call_command("restore", folder)
    (folder / "private" / "evidence" / "one").unlink()
    with pytest.raises(manifest.NotABackup, match="is missing"):
        restoring.restore(folder)
    (folder / manifest.NAME).unlink()
    with pytest.raises(manifest.NotABackup, match="no backup"):
        restoring.restore(folder)
