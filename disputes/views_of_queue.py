"""Saved views of the queue: kept under a name, renamed, taken away; counted in one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from disputes import queue
from disputes.models import Dispute, SavedView
from disputes.models.dispute_state import MAY_DECIDE, QUEUE
from disputes.models.saved_view import MOST_VIEWS
from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace.models import User


class CannotKeepView(Refusal):
    """It has no name, the name is taken, or there are enough of them."""


@story
def keep(*, by: User, name: str, asked: Mapping[str, str], shared: bool = False) -> SavedView:
    """What is looked for now, under a name; the same name again means this now.

    Raises CannotKeepView.
    """
    mine = _mine(by)
    kept = mine.filter(name__iexact=_name(name)).first() or SavedView(by=by, at=clock.now())
    require(
        kept.pk is not None or mine.count() < MOST_VIEWS,
        CannotKeepView,
        _("You have %(most)s views. Take one away first.") % {"most": MOST_VIEWS},
    )
    kept.name, kept.shared = _name(name), shared
    kept.asked = {key: value for key, value in asked.items() if key != "q"}
    kept.save()
    audit.record(by, "view_kept", kept)
    return kept


@story
def rename(view: SavedView, *, by: User, name: str, shared: bool) -> SavedView:
    """Another name, or shared from now on, or not. Raises CannotKeepView, SavedView.DoesNotExist."""
    mine = _mine(by)
    kept, wanted = mine.get(pk=view.pk), _name(name)
    require(
        not mine.filter(name__iexact=wanted).exclude(pk=kept.pk).exists(),
        CannotKeepView,
        _("You have a view of that name already. Choose another one."),
    )
    kept.name, kept.shared = wanted, shared
    kept.save(update_fields=["name", "shared"])
    audit.record(by, "view_renamed", kept)
    return kept


@story
def take_away(view: SavedView, *, by: User) -> None:
    """Raises SavedView.DoesNotExist for everybody else."""
    kept = _mine(by).get(pk=view.pk)
    audit.record(by, "view_taken_away", kept)
    kept.delete()


def seen_by(person: User) -> list[SavedView]:
    """One's own, then what the others share."""
    ours = Q(by=person) | Q(shared=True, by__is_active=True)
    found = SavedView.objects.filter(ours).select_related("by")[: 4 * MOST_VIEWS]
    return sorted(found, key=lambda view: view.by_id != person.pk)


def counts(views: Sequence[SavedView], person: User) -> dict[int, int]:
    """How many of what is in the queue each finds, in one question over the queue's index.

    A view of what is over is not counted: nobody waits for a number of a million.
    """
    waiting = [view for view in views if queue.is_waiting(view.asked)]
    if not waiting:
        return {}
    sums = {
        f"view_{view.pk}": Count("pk", filter=queue.condition(view.asked, person))
        for view in waiting
    }
    found = Dispute.objects.filter(state__in=QUEUE).order_by().aggregate(**sums)
    return {view.pk: found[f"view_{view.pk}"] for view in waiting}


@step
def _mine(person: User) -> QuerySet[SavedView]:
    """Locks the person, so that two windows do not keep a thirteenth."""
    require(person.has_perm(MAY_DECIDE), CannotKeepView, _("You may not decide cases."))
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return SavedView.objects.filter(by=person)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    require(
        0 < len(name) <= 40,
        CannotKeepView,
        _("Give the view a name of at most 40 letters."),
    )
    return name
