"""The request of somebody who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from marketplace.models import User

    class MemberRequest(HttpRequest):
        """Behind login_required, the user is one of ours."""

        user: User

else:
    MemberRequest = HttpRequest
