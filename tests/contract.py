"""What the API answers in any test is what its document says: status, type, headers and body.

A layer around the whole application, in tests alone. A test that gets an answer which the document
does not know fails there and then.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft4Validator, FormatChecker

API = "/api/v1/"
BESIDE = "/api/v1/schema/"
PROBLEM = "application/problem+json"


class AnswersAsWritten:
    """Middleware: looks at each answer of the API on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(API) and request.path != BESIDE:
            check(request.method or "GET", request.path, response)
        return response


def check(method: str, path: str, response: Any) -> None:
    told = f"{method} {path} -> {response.status_code}"
    operation = operation_of(method, path)
    if operation is None or response.status_code >= 500:
        assert response.status_code in (404, 405, 406, 500, 503), f"{told}: not in the document"
        must_be_a_problem(response, told)
        return
    answer = operation["responses"].get(str(response.status_code))
    assert answer is not None, f"{told}: this status is not in the document"
    must_fit(answer, response, told)


def must_fit(answer: dict[str, Any], response: Any, told: str) -> None:
    content = answer.get("content", {})
    if not content:
        assert not getattr(response, "content", b""), f"{told}: nothing was announced"
        return
    kind = response["Content-Type"].split(";")[0]
    assert kind in content, f"{told}: {kind} was not announced"
    if kind.endswith("json"):
        schema = {**content[kind].get("schema", {}), "components": document()["components"]}
        validator = Draft4Validator(schema, format_checker=FormatChecker())
        wrong = [
            f"{list(one.path)}: {one.message}" for one in validator.iter_errors(body(response))
        ]
        assert not wrong, f"{told}: {wrong[:3]}"


def must_be_a_problem(response: Any, told: str) -> None:
    assert response["Content-Type"] == PROBLEM, told
    said = body(response)
    assert said["code"], told
    assert said["status"] == response.status_code, told


def body(response: Any) -> Any:
    packed = response.headers.get("Content-Encoding") == "gzip"
    return json.loads(gzip.decompress(response.content) if packed else response.content)


@cache
def document() -> dict[str, Any]:
    """As it is served; `nullable` and its kind are said as JSON Schema says them."""
    made = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    found: dict[str, Any] = _as_json_schema(made)
    return found


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    for pattern, template in patterns():
        if pattern.fullmatch(path) and method.lower() in document()["paths"][template]:
            found: dict[str, Any] = document()["paths"][template][method.lower()]
            return found
    return None


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    """Fixed addresses before those with something in them."""
    paths = sorted(document()["paths"], key=lambda path: (path.count("{"), path))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in paths]


def _as_json_schema(part: Any) -> Any:
    if isinstance(part, list):
        return [_as_json_schema(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {name: _as_json_schema(value) for name, value in part.items()}
    if made.pop("nullable", False):
        return {"anyOf": [made, {"type": "null"}]}
    return made
