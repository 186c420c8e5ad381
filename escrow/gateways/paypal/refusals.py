"""What PayPal says when it does not do something. Only a no that we can read is a no."""

from __future__ import annotations

from typing import Any

import requests

REFUSING = {400, 403, 404, 422}
# It speaks of another attempt under way or of our own key: that is no answer about the money.
UNCLEAR = {"PREVIOUS_REQUEST_IN_PROGRESS", "DUPLICATE_INVOICE_ID", "DUPLICATE_REQUEST_ID"}


class NoAnswer(OSError):
    """PayPal was asked, and what came back says nothing: whatever was asked may have happened."""


class Refused(OSError):
    """PayPal said no, and why. Whoever does not know what that means takes it for no answer."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.name = str(said.get("name", ""))
        self.details = _rows(said.get("details"))
        self.links = _rows(said.get("links"))
        for detail in self.details:
            self.links += _rows(detail.get("link")) + _rows(detail.get("links"))
        super().__init__(f"{self.name} {self.issue}".strip())

    @property
    def issue(self) -> str:
        """The most exact word there is for it."""
        first = self.details[0] if self.details else {}
        issue = str(first.get("issue", ""))
        return issue if issue.isupper() else self.name

    def is_clear(self) -> bool:
        return self.issue not in UNCLEAR

    def link(self, *names: str) -> str:
        """Where PayPal sends us with that."""
        found = (each.get("href", "") for each in self.links if each.get("rel") in names)
        return str(next(found, ""))


def read(response: requests.Response) -> dict[str, Any]:
    """The body of a good answer. Raises Refused, and NoAnswer for all that nobody understands."""
    said = _said(response)
    if 200 <= response.status_code < 300 and said is not None:
        return said
    if response.status_code in REFUSING and said and said.get("name"):
        raise Refused(said)
    raise NoAnswer(f"PayPal answered {response.status_code}")


def _said(response: requests.Response) -> dict[str, Any] | None:
    try:
        said = response.json() if response.content else {}
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _rows(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
