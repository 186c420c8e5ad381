"""What happened to each order, line by line, for the one that breaks a rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from escrow import clock


@dataclass
class History:
    """Lines by purchase, and how often each thing happened over all."""

    lines: dict[int, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, purchase: int, what: str, detail: str = "") -> None:
        self.counts[what] += 1
        line = f"{clock.now():%Y-%m-%d %H:%M}  {what}{': ' + detail if detail else ''}"
        self.lines.setdefault(purchase, []).append(line)

    def of(self, purchase: int) -> list[str]:
        return self.lines.get(purchase, [])
