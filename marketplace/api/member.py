"""Who is asking, after the permission has made sure that somebody is."""

from typing import cast

from rest_framework.request import Request

from marketplace.models import User


def member(request: Request) -> User:
    return cast(User, request.user)
