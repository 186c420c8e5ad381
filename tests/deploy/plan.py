"""compose.yaml as we read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.project.files import ROOT

SHOP = ("migrate", "web", "worker", "files", "beat")


@dataclass(frozen=True)
class Service:
    """One service: its command, and its own environment."""

    name: str
    said: dict[str, Any]

    @property
    def command(self) -> list[str]:
        return list(map(str, self.said["command"]))

    @property
    def environment(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.said.get("environment", {}).items()}


@cache
def whole() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text()))


def services() -> dict[str, Service]:
    return {name: Service(name, said) for name, said in whole()["services"].items()}


def example() -> dict[str, str]:
    """deploy/shop.env.example, as Docker reads it."""
    lines = (ROOT / "deploy" / "shop.env.example").read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    return dict(pairs)
