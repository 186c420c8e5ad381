"""Bars as SVG attributes: where each stands and how high it is, in whole units of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton
from django.utils.functional import Promise

from escrow import reading
from escrow.money import Money

WIDTH, HEIGHT, BASE, TOP = 600, 170, 140, 14
GAP = 0.28  # of a step, between two bars

Value = Money | int


@dataclass(frozen=True)
class Bar:
    """One step: the rectangle, when it begins, and what it says."""

    x: int
    y: int
    width: int
    height: int
    when: str
    value: Value

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Chart:
    """`most` is what the highest bar says; `whole` is all of them together, or (held) the last one."""

    code: str
    title: Promise | str
    bars: list[Bar]
    most: Value
    whole: Value

    @property
    def is_empty(self) -> bool:
        return not any(bar.height for bar in self.bars)

    @property
    def marks(self) -> list[Bar]:
        """The bars whose day is written below: the first, the middle, the last."""
        return [self.bars[0], self.bars[len(self.bars) // 2], self.bars[-1]]


def drawn(
    code: str, title: Promise | str, begins: Sequence[datetime], values: Sequence[Value]
) -> Chart:
    """The highest bar reaches the top."""
    sizes = [_size(value) for value in values]
    highest, step = max([*sizes, 1]), WIDTH / len(values)
    bars = [
        _bar(number, step, size / highest, begin, value)
        for number, (size, begin, value) in enumerate(zip(sizes, begins, values, strict=True))
    ]
    most = max(zip(sizes, values, strict=True), key=lambda pair: pair[0])[1]
    return Chart(code, title, bars, most, values[-1] if code == "held" else _together(values))


def _bar(number: int, step: float, share: float, begin: datetime, value: Value) -> Bar:
    height = round((BASE - TOP) * share)
    x, width = round(number * step + step * GAP / 2), max(round(step * (1 - GAP)), 1)
    said = format_skeleton("MMMd", begin, locale=reading.locale())
    return Bar(x, BASE - height, width, height, said, value)


def _size(value: Value) -> int:
    return value.minor if isinstance(value, Money) else value


def _together(values: Sequence[Value]) -> Value:
    first = values[0]
    whole = sum(_size(value) for value in values)
    return Money(whole, first.currency) if isinstance(first, Money) else whole
