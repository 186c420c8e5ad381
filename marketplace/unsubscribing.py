"""The link that ends e-mails of one group with one click, signed, without signing in (RFC 8058)."""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing
from django.urls import reverse

from marketplace.models import User
from marketplace.notice_kinds import Group, Kind

SALT = "holdfast.notices.unsubscribe"


class BadLink(ValueError):
    """Somebody has changed it, or it names nobody we know."""


class Leaving(NamedTuple):
    """Who wants no more of what."""

    person: User
    group: Group


def link(person: User, kind: Kind) -> str:
    """The path for a letter of this kind; empty for what is always sent."""
    if kind.always:
        return ""
    token = signing.dumps([person.pk, kind.group.value], salt=SALT)
    return reverse("unsubscribe", args=[token])


def read(token: str) -> Leaving:
    """Whose link it is. It does not grow old: an old e-mail must still be able to end them."""
    try:
        person_id, group = signing.loads(token, salt=SALT)
        return Leaving(User.objects.get(pk=person_id), Group(group))
    except (signing.BadSignature, ValueError, TypeError, User.DoesNotExist) as wrong:
        raise BadLink(token) from wrong
