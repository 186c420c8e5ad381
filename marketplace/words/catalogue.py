"""The catalogues in locale/: brought up to the source, and compiled for Django to read."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from marketplace.words.source import ROOT, words

LOCALE = ROOT / "locale"
HEADER = "# Holdfast in %s. `make messages` keeps it; docs/languages.md tells how to write it."
# A date that moved at every run would be the only change of most of them.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def languages() -> list[str]:
    """Every language that has a catalogue. English is the source and needs none."""
    return sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A catalogue as it stands in git; an empty one for a new language."""
    if not file_of(language).exists():
        return Catalog(locale=language)
    with file_of(language).open("rb") as kept:
        return read_po(kept, locale=language)


def collect(language: str) -> Catalog:
    """The source's messages, each with the translation that it has already."""
    known = read(language)
    fresh = Catalog(
        locale=language,
        project="Holdfast",
        header_comment=HEADER % language,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )
    for word in words():
        fresh.add(word.message, context=word.context, auto_comments=word.comments)
    for message in fresh:
        if message.id:
            _take_over(message, known)
    return fresh


def write(language: str) -> Catalog:
    """Bring a language's file up to the source."""
    fresh = collect(language)
    file_of(language).parent.mkdir(parents=True, exist_ok=True)
    with file_of(language).open("wb") as kept:
        write_po(kept, fresh, width=0, no_location=True, sort_output=True)
    return fresh


def compile_all() -> None:
    """The form that Django reads, beside each catalogue. Whole at every moment: others may read it."""
    for language in languages():
        ready = file_of(language).with_suffix(".mo")
        draft = ready.with_suffix(f".{os.getpid()}.mo")
        with draft.open("wb") as writing:
            write_mo(writing, read(language))
        draft.replace(ready)


def stale() -> list[str]:
    """The languages whose compiled form is older than their catalogue, or not there."""
    return [language for language in languages() if not _is_fresh(file_of(language))]


def missing(catalogue: Catalog) -> list[Message]:
    """What has no translation yet."""
    return [message for message in catalogue if message.id and not _is_said(message)]


def _take_over(message: Message, known: Catalog) -> None:
    before = known.get(message.id, context=message.context)
    if before is not None and isinstance(before.string, tuple) == message.pluralizable:
        message.string = before.string


def _is_fresh(kept: Path) -> bool:
    ready = kept.with_suffix(".mo")
    return ready.exists() and ready.stat().st_mtime >= kept.stat().st_mtime


def _is_said(message: Message) -> bool:
    parts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(parts)
