"""ETag and If-Match: a change names the edition that it changes, where two may write at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

IF_MATCH = "If-Match"
TAG = re.compile(r'(?<!W/)"([^"]*)"')
View = Callable[..., Response]


class MustSayWhich(exceptions.APIException):
    """A change of something that others change, too, without a word about what was read."""

    status_code = 428
    default_code = "if_match_required"
    default_detail = gettext_lazy("Read it first, and send its ETag as If-Match.")


def versioned(view: View) -> View:
    """A request that names no edition is sent back, before anything is looked at."""

    @wraps(view)
    def run(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not request.headers.get(IF_MATCH):
            raise MustSayWhich
        return view(self, request, *args, **kwargs)

    run.is_versioned = True  # type: ignore[attr-defined]
    return run


def seen_by(request: Request) -> set[str] | None:
    """The editions that the request has read; None: whatever there is (`*`), or nothing is said."""
    said = request.headers.get(IF_MATCH, "").strip()
    return None if said in ("", "*") else set(TAG.findall(said))


def tagged(answer: Response, edition: str) -> Response:
    answer["ETag"] = f'"{edition}"'
    return answer
