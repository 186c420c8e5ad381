"""Stripe's form-encoded parameters: a[b][0][c]=v as nested dictionaries and lists."""

from __future__ import annotations

import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from tests.peers.stripe.refused import Refused

_PART = re.compile(r"\[([^\]]*)\]")


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Numbered keys become lists."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        first, rest = name.split("[", 1)[0], name[len(name.split("[", 1)[0]) :]
        path = [first, *_PART.findall(rest)]
        _put(tree, path, value)
    listed = _listed(tree)
    assert isinstance(listed, dict)
    return listed


def read(content_type: str, body: bytes) -> dict[str, Any]:
    """A body as Stripe takes it: a form, or one with a file in it."""
    if content_type.startswith("multipart/form-data"):
        return _multipart(content_type, body)
    return nested(parse_qsl(body.decode(), keep_blank_values=True))


def _put(tree: dict[str, Any], path: list[str], value: str) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise Refused("parameter_invalid", "Invalid form")
    tree[path[-1] or str(len(tree))] = value


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(each) for key, each in value.items()}


def _multipart(content_type: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    found: dict[str, Any] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[str(name)] = content if part.get_filename() else content.decode()
    return found
