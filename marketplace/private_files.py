"""Sending a private file to somebody who may see it: by the web server where it can, else by us.

The view has decided who may see what, and how. nginx is told the name of the file in a header that
no reader sees, and sends it with the headers of our answer (deploy/nginx.conf).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import storages
from django.http import HttpResponse

INSIDE = "/inside/private/"


def sent(name: str, *, content_type: str, headers: Mapping[str, str]) -> HttpResponse:
    """The file under that name in the private store."""
    if not settings.HOLDFAST_ACCEL:
        with storages["private"].open(name) as file:
            return HttpResponse(file.read(), content_type=content_type, headers=dict(headers))
    answer = HttpResponse(content_type=content_type, headers=dict(headers))
    answer["X-Accel-Redirect"] = INSIDE + quote(name)
    return answer
