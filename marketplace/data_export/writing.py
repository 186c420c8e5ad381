"""The file itself: a JSON file for each heading, the person's own files, and a page to read it by."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from escrow import clock
from escrow.money import Money
from marketplace.data_export.section import Section
from marketplace.data_export.table import TABLE


def write(person: Any, into: IO[bytes]) -> None:
    """All of the table, in its order."""
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        headings = [_section(archive, section, person) for section in TABLE]
        with translation.override(person.language), timezone.override(person.zone):
            shown = {"person": person, "headings": headings, "at": clock.now()}
            archive.writestr("index.html", render_to_string("export/index.html", shown))


def _section(archive: ZipFile, section: Section, person: Any) -> dict[str, Any]:
    rows = list(section.rows(person))
    said = json.dumps(rows, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    archive.writestr(f"{slugify(section.name)}.json", said)
    files = list(_files(archive, section, person))
    columns = [column.replace("__", " ").replace("_", " ") for column in section.columns]
    readable = [[_readable(row, column) for column in section.columns] for row in rows]
    return {"name": section.name, "columns": columns, "rows": readable, "files": files}


def _files(archive: ZipFile, section: Section, person: Any) -> Iterator[str]:
    """Copies; one that is not there any more is passed by."""
    storage = storages[section.storage]
    for name in section.stored(person):
        inside = f"files/{slugify(section.name)}/{'-'.join(PurePosixPath(name).parts[-2:])}"
        if storage.exists(name):
            with storage.open(name) as source, archive.open(inside, "w") as copy:
                shutil.copyfileobj(source, copy)
            yield inside


def _readable(row: dict[str, Any], column: str) -> str:
    value = row[column]
    currency = row.get("currency") or row.get("order__currency")
    if column.endswith("_minor") and currency and value is not None:
        return Money(value, currency).format()
    return "" if value is None else str(value)
