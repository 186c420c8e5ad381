"""One heading of an export: whose rows, and which of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

EVERY = Q()


@dataclass(frozen=True)
class Section:
    """`whose` is the path from a row to the person; `files` are columns that name stored files.

    `only` leaves rows out that the person may not read yet.
    """

    name: str
    model: str
    whose: str
    columns: tuple[str, ...]
    files: tuple[str, ...] = ()
    storage: str = "private"
    only: Q = EVERY

    def rows(self, person: Any) -> Iterator[dict[str, Any]]:
        yield from self._found(person).order_by("pk").values(*self.columns).iterator(chunk_size=500)

    def stored(self, person: Any) -> Iterator[str]:
        """The names of the files, each once."""
        if not self.files:
            return
        for row in self._found(person).order_by("pk").values_list(*self.files):
            for value in row:
                yield from [name for name in _names(value) if name]

    def _found(self, person: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return rows.filter(self.only, **{self.whose: person.pk})


def _names(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [str(value or "")]
