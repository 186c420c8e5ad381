"""One of our staff says to whom they are close, so that they keep away from those people's cases."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes.models import Closeness
from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace.models import User


class CannotDeclare(Refusal):
    """Who is meant is not known, or it is said already."""


@story
def declare(*, by: User, email: str, kind: str) -> Closeness:
    """From now on they keep away from this person's cases. Raises CannotDeclare."""
    require(by.is_staff, CannotDeclare, _("Only our staff need to say this."))
    to = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    require(
        to is not None,
        CannotDeclare,
        _("Nobody has an account under this e-mail address. Look for a typing error."),
    )
    assert to is not None
    require(to != by, CannotDeclare, _("That is you: you keep away from your own cases anyway."))
    standing = Closeness.objects.filter(by=by, to=to, ended_at=None).first()
    if standing is not None:
        return standing
    said = Closeness.objects.create(by=by, to=to, kind=kind, at=clock.now())
    audit.record(by, "closeness_declared", said, to)
    return said


@story
def end(closeness: Closeness, *, by: User) -> Closeness:
    """It is over; for another year it keeps them away all the same. Raises CannotDeclare."""
    mine = Closeness.objects.select_for_update(no_key=True).filter(by=by)
    said = mine.filter(pk=closeness.pk).first()
    require(said is not None, CannotDeclare, _("Only who said it can end it."))
    assert said is not None
    if said.ended_at is None:
        said.ended_at = clock.now()
        said.save(update_fields=["ended_at"])
        audit.record(by, "closeness_ended", said, said.to)
    return said
