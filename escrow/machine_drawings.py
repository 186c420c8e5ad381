"""The state machines as pictures: a page of Mermaid diagrams, made from the transitions themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models

from escrow import machines

PAGE = "docs/machines.md"
HEAD = """# State machines

Drawn by `manage.py draw_machines` from the transitions in the code; the database knows the same edges
and refuses every other, whoever asks. A test fails when this page is behind.
"""


def page() -> str:
    """All of them, in the order of their apps and names."""
    every = sorted(machines.machines(), key=lambda model: model._meta.label)
    return HEAD + "".join(_chapter(model) for model in every)


def _chapter(model: type[models.Model]) -> str:
    about = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    lines = "\n".join(f"    {line}" for line in _lines(model))
    return f"\n## {model.__name__}\n\n{about}\n\n```mermaid\nstateDiagram-v2\n{lines}\n```\n"


def _lines(model: type[models.Model]) -> Iterator[str]:
    yield f"[*] --> {_field(model).default}"
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for transition in _field(model).get_all_transitions(model):
        if transition.source != transition.target:
            named[str(transition.source), str(transition.target)].append(transition.name)
    for (source, target), names in sorted(named.items()):
        yield f"{source} --> {target}: {', '.join(sorted(names)).replace('_', ' ')}"
    for state in sorted({target for _, target in named} - {source for source, _ in named}):
        yield f"{state} --> [*]"


def _field(model: type[models.Model]) -> Any:
    return model._meta.get_field("state")
