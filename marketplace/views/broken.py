"""What people see when something fails that no view has foreseen."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from marketplace import unavailable
from marketplace.api import mishaps


def broken(request: HttpRequest) -> HttpResponse:
    """Called while the error is being handled; one that means nobody is there is not ours."""
    error = sys.exc_info()[1]
    if unavailable.is_away(error):
        return unavailable.answer(request, error)
    return mishaps.server_error(request)
