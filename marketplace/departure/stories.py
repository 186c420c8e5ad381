"""A person leaves: asked for, taken back, or done when a week is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox
from escrow.story import Refusal, require, step, story
from marketplace.departure import open_things
from marketplace.departure.forgetting import forget
from marketplace.models import Listing, User

COOLING = timedelta(days=7)
LEAVES = "departure"


class SomethingIsOpen(Refusal):
    """Others still wait for this person, or owe them."""


class NotLeaving(Refusal):
    """There is nothing to take back."""


@story
def ask(*, by: User) -> User:
    """From now on nothing of theirs is for sale; in a week they are forgotten. Twice is once."""
    person = _locked(by.pk)
    if person.leaving_at:
        return person
    still = open_things.of(person)
    require(not still, SomethingIsOpen, _("You cannot leave yet: something is still open."))
    person.leaving_at = clock.now() + COOLING
    person.save(update_fields=["leaving_at"])
    paused = _pause(person)
    deadlines.set(person, LEAVES, person.leaving_at)
    audit.record(by, "departure_asked", person, paused=paused)
    key, until = f"{person.pk}:{person.leaving_at.isoformat()}", person.leaving_at.isoformat()
    outbox.announce(person.pk, "departure_asked", person, key=key, until=until)
    return person


@story
def undo(*, by: User) -> User:
    """They stay, and what was for sale is for sale again."""
    person = _locked(by.pk)
    require(person.leaving_at is not None, NotLeaving, _("You are not leaving."))
    _stay(person, "departure_undone", by)
    return person


@story
def leave_due(ids: list[str]) -> None:
    """The week is over. Whoever has something open again stays, and is told."""
    for pk in sorted(ids, key=int):
        person = _locked(int(pk))
        if not deadlines.due_subjects([pk], LEAVES, User) or person.leaving_at is None:
            deadlines.cancel_by_id(User, [pk], LEAVES)
        elif open_things.of(person):
            key = f"{person.pk}:{person.leaving_at.isoformat()}"
            _stay(person, "departure_stopped", None)
            outbox.announce(person.pk, "departure_stopped", person, key=key)
        else:
            _pause(person)
            forget(person)
            deadlines.done([person], LEAVES)
            audit.record(None, "left", person)


@step
def _stay(person: User, why: str, by: User | None) -> None:
    person.leaving_at = None
    person.save(update_fields=["leaving_at"])
    asked = audit.trail(person).filter(action="departure_asked").last()
    paused = asked.detail["paused"] if asked else []
    mine = Listing.objects.filter(pk__in=paused, seller__user=person)
    mine.filter(state=Listing.State.PAUSED).update(state=Listing.State.ACTIVE)
    deadlines.cancel([person], LEAVES)
    audit.record(by, why, person)


def _pause(person: User) -> list[int]:
    """What was for sale; nobody can buy it from now on."""
    offered = Listing.objects.for_sale().filter(seller__user=person)
    paused: Iterable[int] = list(offered.order_by("pk").values_list("pk", flat=True))
    offered.update(state=Listing.State.PAUSED)
    return list(paused)


def _locked(pk: int) -> User:
    """First of all locks, as when this person buys: one of the two comes first."""
    return User.objects.select_for_update().get(pk=pk)
