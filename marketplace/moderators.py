"""Staff who look after reviews: what was reported stays, or is hidden with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from escrow import audit, clock, outbox, rights
from escrow.story import Refusal, require, step, story
from marketplace.models import User
from sellers import sanctions
from sellers.models import PerformanceFact, Rating, RatingReport, Sanction
from sellers.models.rating import MAY_MODERATE

HIDDEN = Sanction.Kind.REVIEW_HIDDEN


class CannotBeHidden(Refusal):
    """Without a reason nothing is hidden; or this person may not."""


def ids() -> list[int]:
    """Everybody who may hide reviews."""
    return rights.who_may(MAY_MODERATE)


@story
def hide(rating_ids: Sequence[int], *, by: User, because: str) -> int:
    """Nobody else reads these any more, and their stars do not count; nothing is deleted.

    Returns how many were hidden. Raises CannotBeHidden.
    """
    _may(by)
    require(
        bool(because.strip()), CannotBeHidden, _("Write why: the person who wrote it reads it.")
    )
    rows = Rating.objects.public().filter(pk__in=rating_ids).order_by("pk")
    found = list(rows.select_for_update(no_key=True))
    for row in found:
        row.hidden_at, row.hidden_by, row.hidden_because = clock.now(), by, because.strip()
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
        key = f"{row.pk}:{clock.now().isoformat()}"
        sanctions.impose(
            row.buyer, HIDDEN, by=by, words=because.strip(), until=None, subject_id=row.pk
        )
        outbox.announce(row.buyer_id, "review_hidden", row, key=key)
        audit.record(by, "review_hidden", row, because=because.strip())
    _count(found, counts=False)
    _settle(rating_ids, RatingReport.Outcome.HIDDEN, by)
    return len(found)


@story
def show_again(rating_ids: Sequence[int], *, by: User) -> int:
    """It was hidden wrongly: it stands there again, and counts. Raises CannotBeHidden."""
    _may(by)
    rows = Rating.objects.revealed().filter(pk__in=rating_ids, hidden_at__isnull=False)
    found = list(rows.order_by("pk").select_for_update(no_key=True))
    for row in found:
        sanctions.end_open(row.buyer, HIDDEN, by=by, subject_id=row.pk)
    _show(found, by)
    return len(found)


@step
def undo(rating_id: int, *, by: User | None) -> None:
    """An appeal was granted: it stands there again, and counts."""
    rows = Rating.objects.revealed().filter(pk=rating_id, hidden_at__isnull=False)
    _show(list(rows.select_for_update(no_key=True)), by)


@step
def _show(ratings: Sequence[Rating], by: User | None) -> None:
    for row in ratings:
        row.hidden_at, row.hidden_by, row.hidden_because = None, None, ""
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
        audit.record(by, "review_shown_again", row)
    _count(ratings, counts=True)


@story
def leave(rating_ids: Sequence[int], *, by: User) -> int:
    """What was reported of these is no reason to hide them. Raises CannotBeHidden."""
    _may(by)
    return _settle(rating_ids, RatingReport.Outcome.STAYS, by)


@step
def _settle(rating_ids: Sequence[int], outcome: str, by: User) -> int:
    waiting = RatingReport.objects.filter(rating__in=rating_ids, outcome="")
    for row in list(waiting.order_by("pk").select_for_update(no_key=True)):
        audit.record(by, "report_settled", row, outcome=outcome)
    return waiting.update(outcome=outcome, settled_at=clock.now(), settled_by=by)


@step
def _count(ratings: Sequence[Rating], *, counts: bool) -> None:
    """Whether the stars count for the shop."""
    references = [f"order:{rating.order_id}" for rating in ratings]
    rated = PerformanceFact.objects.filter(kind=PerformanceFact.Kind.RATED)
    rated.filter(reference__in=references).update(counts=counts)


def _may(by: User) -> None:
    require(by.has_perm(MAY_MODERATE), CannotBeHidden, _("You may not hide reviews."))
