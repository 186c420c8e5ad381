"""A person's access tokens: made for a purpose, shown once, ended when it is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace import address_book
from marketplace.models import ApiToken, User
from marketplace.models.api_token import Scope

MOST = 20
DAYS = 30
LONGEST_DAYS = 365


class CannotMakeToken(Refusal):
    """Nobody needs so many, or it could do nothing."""


@story
def make(
    *, by: User, name: str = "", scopes: Collection[str] = tuple(Scope.values), days: int = DAYS
) -> tuple[ApiToken, str]:
    """The token's row, and the token itself, which nobody can read again. Raises CannotMakeToken."""
    address_book.locked(by)
    wanted = [scope for scope in Scope.values if scope in scopes]
    require(bool(wanted), CannotMakeToken, _("Choose at least one thing that the token may do."))
    there_are = mine(by).count()
    full = _("You have %(most)d tokens. End one that you no longer use first.") % {"most": MOST}
    require(there_are < MOST, CannotMakeToken, full)
    digest, token = get_digest_token()
    made = ApiToken.objects.create(
        digest=digest,
        token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH],
        user=by,
        name=name.strip(),
        scopes=wanted,
        expiry=clock.real_now() + timedelta(days=min(max(days, 1), LONGEST_DAYS)),
    )
    audit.record(by, "made_token", by, token=str(made.public_id), scopes=wanted)
    return made, token


@story
def end(public_id: UUID, *, by: User) -> None:
    """From now on nobody gets in with it; a second time nothing happens."""
    ended = ApiToken.objects.filter(user=by, public_id=public_id).first()
    if ended is None:
        return
    audit.record(by, "ended_token", by, token=str(ended.public_id))
    ended.delete()


def mine(person: User) -> QuerySet[ApiToken]:
    """Those that still open something, the newest first."""
    alive: QuerySet[ApiToken] = person.auth_token_set.filter(expiry__gt=clock.real_now())
    return alive.order_by("-created", "pk")
