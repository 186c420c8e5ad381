"""How PayPal says no, and what it looks at first: unknown fields, missing ones, bad amounts."""

from __future__ import annotations

import json
import re
from typing import Any

from escrow.money import Money
from tests.peers.server import Response

DECIMALS = {"JPY": 0, "HUF": 0, "TWD": 0}
_TAKEN = """AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB
TWD USD"""
KNOWN = set(_TAKEN.split())


class No(Exception):
    """PayPal does not do it."""

    def __init__(
        self,
        status: int,
        name: str,
        issue: str = "",
        *,
        links: list[dict[str, str]] | None = None,
        field: str = "",
    ) -> None:
        super().__init__(f"{name} {issue}")
        self.status, self.name, self.issue = status, name, issue
        self.links, self.field = links or [], field

    def response(self) -> Response:
        details = [{"issue": self.issue, "field": self.field}] if self.issue else []
        said = {"name": self.name, "message": "No.", "debug_id": "b1d1f06c7246c"}
        return answer(self.status, said | {"details": details, "links": self.links})


def answer(status: int, said: dict[str, Any]) -> Response:
    return Response(status, json.dumps(said).encode())


def unprocessable(issue: str, **more: Any) -> No:
    return No(422, "UNPROCESSABLE_ENTITY", issue, **more)


def fits(value: Any, shape: Any, at: str = "") -> None:
    """Exactly these fields, no other; a name that ends in ? may be missing. Raises No."""
    if isinstance(shape, dict):
        known = {name.rstrip("?"): each for name, each in shape.items()}
        needed = {name for name in shape if not name.endswith("?")}
        wrong = not isinstance(value, dict) or not needed <= set(value) <= set(known)
        if wrong:
            raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER_SYNTAX", field=at)
        for name, each in value.items():
            fits(each, known[name], f"{at}/{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list) or len(value) != 1:
            raise No(400, "INVALID_REQUEST", "INVALID_ARRAY_MAX_ITEMS", field=at)
        fits(value[0], shape[0], at)
    elif not isinstance(value, str) or not re.fullmatch(shape, value):
        raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER_VALUE", field=at)


def amount(said: dict[str, str], currency_field: str = "currency_code") -> Money:
    """An amount above zero, with the decimals that PayPal wants. Raises No."""
    currency, value = said[currency_field], said["value"]
    if currency not in KNOWN:
        raise unprocessable("CURRENCY_NOT_SUPPORTED")
    decimals = DECIMALS.get(currency, 2)
    if not re.fullmatch(rf"\d+\.\d{{{decimals}}}" if decimals else r"\d+", value):
        raise unprocessable("DECIMAL_PRECISION")
    if float(value) <= 0:
        raise unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE")
    return Money.parse(value, currency)


def written(money: Money) -> dict[str, str]:
    return {"currency_code": money.currency, "value": str(money.decimal)}
