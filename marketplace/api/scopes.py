"""What a token must be allowed to do before a door opens; a signed-in browser may do everything.

Every view names its `scope`: what its POST asks for. Looking asks for `read`, unless the view says
otherwise in `scope_to_look`. Doors that are open to everybody name OPEN.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from marketplace.models.api_token import ApiToken, Scope

OPEN = ""


class InsufficientScope(exceptions.PermissionDenied):
    """The token is good, and was made for something else."""

    default_code = "insufficient_scope"


class Member(BasePermission):
    """Somebody who is signed in, by a token that may do this. Raises InsufficientScope."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        needed = needed_for(view, request.method or "GET")
        if needed and isinstance(request.auth, ApiToken) and not request.auth.may(needed):
            raise InsufficientScope(
                _("This token may not do that. Make one with the scope “%(scope)s”.")
                % {"scope": needed}
            )
        return True


def needed_for(view: Any, method: str) -> str:
    """The scope that this request asks for; OPEN: none."""
    if view.scope == OPEN:
        return OPEN
    if method in SAFE_METHODS:
        return str(getattr(view, "scope_to_look", Scope.READ))
    return str(view.scope)
