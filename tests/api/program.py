"""Somebody's program: signed in with a token of theirs, and speaking JSON."""

from __future__ import annotations

from typing import Any

from django.test import Client

from marketplace import access_tokens
from marketplace.models import User
from marketplace.models.api_token import Scope

V1 = "/api/v1"


class Program(Client):
    """With every scope, or with those that are named."""

    def __init__(self, user: User | None, *scopes: str) -> None:
        super().__init__()
        if user:
            wanted = scopes or Scope.values
            self.token = access_tokens.make(by=user, name="Test", scopes=wanted)
            self.defaults["HTTP_AUTHORIZATION"] = f"Token {self.token[1]}"

    def read(self, path: str, **asked: Any) -> Any:
        return self.get(f"{V1}{path}", asked)

    def send(self, path: str, body: Any = None, **headers: str) -> Any:
        named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said = {} if body is None else body
        return self.post(f"{V1}{path}", said, content_type="application/json", **named)

    def bring(self, path: str, **files: Any) -> Any:
        """As multipart, with files."""
        return self.post(f"{V1}{path}", files)
