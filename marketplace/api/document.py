"""The API's own description: besides what a door takes and gives, every way it can say no."""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.parsers import FormParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.settings import api_settings

from marketplace.api import idempotency, versions
from marketplace.api.problems import CONTENT_TYPE
from marketplace.api.scopes import Member, needed_for

DEFAULT_PARSERS: Any = api_settings.DEFAULT_PARSER_CLASSES


class ProblemSerializer(serializers.Serializer):
    """RFC 9457. `code` never changes; `title` is for people. `errors` and `codes` name fields."""

    type = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    errors = serializers.DictField(required=False)  # type: ignore[assignment]
    codes = serializers.DictField(required=False)


IDEMPOTENCY_KEY = OpenApiParameter(
    idempotency.HEADER,
    {"type": "string", "maxLength": idempotency.LONGEST},
    OpenApiParameter.HEADER,
    description="The same key with the same request is answered with the first answer.",
)
IF_MATCH = OpenApiParameter(
    versions.IF_MATCH,
    str,
    OpenApiParameter.HEADER,
    description="The ETag that was read: 412 when somebody has changed it since.",
)


class TokenScheme(OpenApiAuthenticationExtension):
    """How a program says who it is."""

    target_class = "marketplace.api.signing.TokenSignIn"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return build_bearer_security_scheme_object("Authorization", "Token")


class Described(AutoSchema):
    """Every operation with its scope, its headers and its problems."""

    def get_summary(self) -> str:
        """What the view says of itself; after “POST” it says what that does."""
        looks, _, acts = (self.view.__doc__ or "").strip().split("\n")[0].partition("; POST ")
        said = acts if acts and self.method not in SAFE_METHODS else looks
        return said[:1].upper() + said[1:].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        said, scope = super().get_description(), needed_for(self.view, self.method)
        return f"{said}\n\nScope: `{scope}`." if scope else said

    def get_override_parameters(self) -> list[Any]:
        found = list(super().get_override_parameters())
        if self._is_idempotent():
            found.append(IDEMPOTENCY_KEY)
        if self._is_versioned():
            found.append(IF_MATCH)
        return found

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code in self._problems():
            bodies.setdefault(str(code), self._problem(str(code)))
        return dict(sorted(bodies.items()))

    def _problem(self, code: str) -> dict[str, Any]:
        answer = self._get_response_for_code(ProblemSerializer, code, [CONTENT_TYPE])
        return {**answer, "description": TITLES[code]}

    def _problems(self) -> set[int]:
        """How this operation can fail."""
        acts, member = self.method not in SAFE_METHODS, self._asks_who()
        found = {406, 429}
        found |= {400} if acts or self._get_parameters() else set()
        found |= {404} if self._get_parameters() else set()
        found |= {401} if self.view.get_authenticators() or acts else set()
        found |= {403, 404} if member else set()
        found |= {404} if "{" in self.path or self._get_pagination_parameters() else set()
        found |= {409, 413, 415} if acts else set()
        found |= {422} if acts else set()
        return found | ({412, 428} if self._is_versioned() else set())

    def map_parsers(self) -> list[Any]:
        """JSON; multipart where files are taken. Forms are read elsewhere, too, and are no promise."""
        ours = self.view.parser_classes
        if [*ours] == [*DEFAULT_PARSERS]:
            return ["application/json"]
        return [one.media_type for one in ours if one is not FormParser]

    def _get_request_body(self, direction: Any = "request") -> Any:
        """Files are not sent as JSON."""
        body = super()._get_request_body(direction)
        told = (body or {}).get("content", {}).get("application/json")
        if told and len(body["content"]) > 1:
            told["schema"] = self._without_files(told["schema"])
            if told["schema"] is None:
                del body["content"]["application/json"]
        return body

    def _without_files(self, schema: dict[str, Any]) -> dict[str, Any] | None:
        """The same shape with no file in it; None where there must be one."""
        name = schema.get("$ref", "").rpartition("/")[2]
        whole = self.registry._components[(name, "schemas")].schema if name else schema
        files = {one for one, said in whole["properties"].items() if "binary" in json.dumps(said)}
        if files & set(whole.get("required", ())):
            return None
        kept = {one: said for one, said in whole["properties"].items() if one not in files}
        return {**whole, "properties": kept} if files else schema

    def _map_serializer_field(
        self, field: Any, direction: Any, bypass_extensions: bool = False
    ) -> Any:
        """What must not be empty says so."""
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if schema and isinstance(field, serializers.ListField | serializers.ListSerializer):
            if not field.allow_empty:
                schema["minItems"] = 1
            if most := getattr(field, "max_length", None):
                schema["maxItems"] = most
        if schema and isinstance(field, serializers.FileField) and direction == "request":
            schema |= {"minLength": 1}
        return schema

    def _get_paginator(self) -> Any:
        """Only looking is in pages; what a deed answers is there whole."""
        return super()._get_paginator() if self.method in SAFE_METHODS else None

    def _asks_who(self) -> bool:
        return any(isinstance(one, Member) for one in self.view.get_permissions())

    def _is_idempotent(self) -> bool:
        return getattr(self._handler(), "is_idempotent", False)

    def _is_versioned(self) -> bool:
        return getattr(self._handler(), "is_versioned", False)

    def _handler(self) -> Any:
        return getattr(self.view, self.method.lower(), None)


TITLES = {
    "400": "The request cannot be read, or some fields need correcting.",
    "401": "Nobody is signed in, or the token has ended.",
    "403": "The token's scopes do not allow it.",
    "404": "There is no such thing, or it is somebody else's.",
    "406": "Ask for JSON.",
    "409": "It cannot be done as things stand; `code` says why.",
    "412": "Somebody has changed it since it was read.",
    "413": "The request is too large.",
    "415": "Send JSON, or multipart where files are taken.",
    "422": "What is named cannot be, or the Idempotency-Key was used for another request.",
    "428": "Say in If-Match which version you have read.",
    "429": "Too often: wait as long as Retry-After says.",
}
