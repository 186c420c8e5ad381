"""Somebody lost their phone and their recovery codes, and wrote to us."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from escrow import audit, outbox
from escrow.story import Refusal, require, story
from marketplace.models import User


class NotTakenOff(Refusal):
    """The second step stays as it is."""


@story
def take_off_second_step(person: User, *, by: User, reason: str) -> None:
    """After a superuser has made sure who writes; the person is told at once."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(by.is_superuser, NotTakenOff, _("Only a superuser takes it off."))
    require(bool(reason), NotTakenOff, _("Write how you made sure who it is."))
    require(by.pk != person.pk, NotTakenOff, _("Your own you take off on your own pages."))
    kept = Authenticator.objects.filter(user=person)
    require(kept.exists(), NotTakenOff, _("%(name)s has no second step.") % {"name": person})
    kinds = sorted(kept.values_list("type", flat=True))
    kept.delete()
    audit.record(by, "second_step_taken_off", person, reason=reason, kinds=kinds)
    outbox.announce(person.pk, "second_step_off", person, key=_key(person))


def _key(person: User) -> str:
    """Each time is told, also the second time."""
    return f"{person.pk}:{audit.trail(person).filter(action='second_step_taken_off').count()}"
