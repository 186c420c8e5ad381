"""Finds what can be translated, in Python and in templates, without GNU gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("escrow", "sellers", "marketplace", "disputes")
UNSEEN = {"migrations", "embedded"}
# The names under which our modules import gettext, and where its arguments are.
CALLS: dict[str, Any] = {
    "_": None,
    "lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
TRANSLATORS = ["Translators:"]
# What templatize() makes of a tag: _('…'), gettext(u'…'), ngettext(u'…', u'…', count).
TEXT = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<= )(?:_|n?p?gettext)\({TEXT}(?:, {TEXT})*(?:, ?count)?\)")


class Word(NamedTuple):
    """One message of the source."""

    message: str | tuple[str, str]
    context: str | None
    comments: list[str]
    file: str


@cache
def words() -> tuple[Word, ...]:
    """Every message of the project, file by file; each file is read once in a run."""
    return tuple(_words())


def _words() -> Iterator[Word]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not UNSEEN & set(path.parts):
                yield from of_python(path.read_text(), _named(path))
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield from of_template(path.read_text(), _named(path))


def of_template(source: str, name: str = "") -> Iterator[Word]:
    """A template's messages, which Django turns into lines of Python."""
    return of_python("\n".join(CALL.findall(templatize(source))), name)


def of_python(source: str, name: str = "") -> Iterator[Word]:
    """A module's messages."""
    found: Any = extract_python(BytesIO(source.encode()), CALLS, TRANSLATORS, {})
    for _, function, arguments, comments in found:
        parts = arguments if isinstance(arguments, tuple) else (arguments,)
        yield from _word(CALLS[function], parts, comments, name)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _word(shape: Any, parts: tuple[Any, ...], comments: list[str], file: str) -> Iterator[Word]:
    """Nothing where the argument is no literal: `_(label)` is collected where the label is."""
    context = None
    wanted = [0]
    if shape:
        context = next((parts[i[0] - 1] for i in shape if isinstance(i, tuple)), None)
        wanted = [i - 1 for i in shape if isinstance(i, int)]
    texts = [parts[i] for i in wanted if i < len(parts)]
    if len(texts) < len(wanted) or not all(isinstance(t, str) and t for t in texts):
        return
    yield Word((texts[0], texts[1]) if len(texts) == 2 else texts[0], context, comments, file)
