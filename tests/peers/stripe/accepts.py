"""What a call accepts, by the types of Stripe's own library: anything else is refused."""

from __future__ import annotations

import sys
import typing
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from stripe._request_options import RequestOptions
from stripe._stripe_context import StripeContext
from stripe._stripe_object import StripeObject

from tests.peers.stripe.refused import Refused, invalid, unknown

_OPTIONS = set(RequestOptions.__annotations__)


def checked(kind: Any, given: dict[str, Any], where: str = "") -> dict[str, Any]:
    """The parameters as values of their types. Raises Refused."""
    hints = _hints(kind)
    for name in given:
        if name not in hints:
            raise unknown(f"{where}[{name}]" if where else name)
    for name in kind.__required_keys__:
        if name not in given:
            raise Refused("parameter_missing", f"Missing required param: {where}{name}.")
    return {name: _value(hints[name], value, f"{where}{name}") for name, value in given.items()}


@lru_cache(maxsize=512)
def _hints(kind: Any) -> dict[str, Any]:
    names = {**vars(typing), **vars(sys.modules[kind.__module__]), "StripeContext": StripeContext}
    found = get_type_hints(kind, names)
    return {name: hint for name, hint in found.items() if name not in _OPTIONS}


def _value(hint: Any, value: Any, where: str) -> Any:
    """Tries every kind that the type names; the closed lists of words before free text."""
    kinds = _kinds(hint)
    words = [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]
    if words and isinstance(value, str):
        if value in words:
            return value
        if all(get_origin(kind) is Literal or kind is str for kind in kinds):
            raise invalid(where, f"must be one of {', '.join(map(str, words))}")
    refusal: Refused | None = None
    for kind in kinds:
        try:
            return _as(kind, value, where)
        except Refused as no:
            refusal = no
    raise refusal or invalid(where, "no such value")


def _kinds(hint: Any) -> list[Any]:
    origin = get_origin(hint)
    if origin is typing.Union or str(origin) == "<class 'types.UnionType'>":
        return [kind for each in get_args(hint) for kind in _kinds(each)]
    is_object = isinstance(hint, type) and issubclass(hint, StripeObject)
    is_object = is_object or (isinstance(origin, type) and issubclass(origin, StripeObject))
    return [] if is_object or hint is type(None) else [hint]


def _as(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if hasattr(kind, "__required_keys__") and isinstance(value, dict):
        return checked(kind, value, f"{where}.")
    if origin is list and isinstance(value, list):
        return [_value(get_args(kind)[0], each, f"{where}[]") for each in value]
    if origin is dict and isinstance(value, dict):
        return value
    if kind is int and isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    if kind is bool and value in ("true", "false"):
        return value == "true"
    if kind is str and isinstance(value, str):
        return value
    if isinstance(value, bytes) and kind is Any:
        return value
    raise invalid(where, f"{value!r:.60} is not what belongs here")
