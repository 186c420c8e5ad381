"""Every door of the API, found in its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace import api_urls


@dataclass(frozen=True)
class Door:
    """An address with its view."""

    name: str
    path: str
    view: Any

    @property
    def acts(self) -> bool:
        return hasattr(self.view, "post")

    @property
    def looks(self) -> bool:
        return hasattr(self.view, "get")


DOORS = [
    Door(one.name, str(one.pattern), one.callback.view_class)
    for one in api_urls.urlpatterns
    if one.name != "api_schema_v1"
]
