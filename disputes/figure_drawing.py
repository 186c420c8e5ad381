"""A figure of the desk as columns: where each stands and how high it is, in units of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from babel.dates import format_skeleton

from escrow import reading
from marketplace.chart_drawing import BASE, GAP, TOP, WIDTH


@dataclass(frozen=True)
class Column:
    """One step: what it is, its value, what lies above it (or 0), and both in words."""

    label: str
    value: float
    above: float
    said: str
    x: int = 0
    width: int = 0
    height: int = 0
    height_above: int = 0

    @classmethod
    def of_week(cls, begin: datetime, value: float, above: float, said: str) -> Column:
        return cls(format_skeleton("MMMd", begin, locale=reading.locale()), value, above, said)

    @property
    def y(self) -> int:
        return BASE - self.height

    @property
    def y_above(self) -> int:
        return BASE - self.height_above


@dataclass(frozen=True)
class Figure:
    """A title, the one number to remember, and a column a step."""

    code: str
    title: str
    headline: str
    columns: list[Column]

    @property
    def is_empty(self) -> bool:
        return not any(column.height or column.height_above for column in self.columns)

    @property
    def marks(self) -> list[Column]:
        """The columns whose label is written below."""
        return [self.columns[0], self.columns[len(self.columns) // 2], self.columns[-1]]


def drawn(code: str, title: str, headline: str, columns: Sequence[Column]) -> Figure:
    """The highest reaches the top."""
    highest = max([1.0, *(max(column.value, column.above) for column in columns)])
    step, room = WIDTH / len(columns), BASE - TOP
    placed = [
        replace(
            column,
            x=round(number * step + step * GAP / 2),
            width=max(round(step * (1 - GAP)), 1),
            height=round(room * column.value / highest),
            height_above=round(room * column.above / highest),
        )
        for number, column in enumerate(columns)
    ]
    return Figure(code, title, headline, placed)
