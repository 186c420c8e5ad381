"""The pictures and the private files: every one of a store, wherever the store is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage, storages

# The store's name in the settings, and the folder in the backup.
STORES = {"default": "media", "private": "private"}


def copy_out(folder: Path) -> tuple[list[str], list[str]]:
    """The names of what was copied, and of what went away while we looked."""
    copied: list[str] = []
    missing: list[str] = []
    for store, inside in STORES.items():
        for name in walk(storages[store]):
            into = f"{inside}/{name}"
            (copied if _copy(storages[store], name, folder / into) else missing).append(into)
    return copied, missing


def copy_in(folder: Path) -> int:
    """Back into empty stores, each under its own name."""
    count = 0
    for store, inside in STORES.items():
        for path in sorted((folder / inside).rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    name = str(path.relative_to(folder / inside).as_posix())
                    kept = storages[store].save(name, File(file))
                if kept != name:
                    raise FileExistsError(name)
                count += 1
    return count


def are_empty() -> bool:
    return not any(next(walk(storages[store]), "") for store in STORES)


def walk(storage: Storage, folder: str = "") -> Iterator[str]:
    """The name of every file; a store that was never written to has none."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(filter(None, files)):
        yield str(PurePosixPath(folder, name))
    for name in sorted(filter(None, folders)):
        yield from walk(storage, str(PurePosixPath(folder, name)))


def _copy(storage: Storage, name: str, target: Path) -> bool:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return False
    return True
