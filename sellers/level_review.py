"""Each shop's level is reviewed by its figures; or our staff say what it is, and why."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from escrow import audit, clock, outbox, policy
from escrow.story import Refusal, require, step, story
from sellers import figures, levels, sanctions, shelf_means, verification
from sellers.figures import Counted
from sellers.models import LevelChange, PerformanceFact, Sanction, Seller
from sellers.models.seller import Level

log = logging.getLogger(__name__)
EVERY, EVERY_QUIET = timedelta(hours=24), timedelta(days=7)
# A question without an answer is a fact of the hour in which it was asked.
LATE_NEWS = timedelta(days=2)
MAY_SET = "sellers.set_level"


class ByStaff(Protocol):
    """A story by which our staff set levels; returns of how many shops."""

    def __call__(self, seller_ids: list[int], *, by: Any, because: str) -> int: ...


class CannotSetLevel(Refusal):
    """This person may not, it is their own shop, or no reason was given."""


def review_due() -> int:
    """Every shop where something happened, once a day; returns how many levels have changed.

    One that cannot be reviewed holds up no other.
    """
    shops = Seller.objects.filter(_is_due()).annotate(
        asks=verification.has_sold_since("level_reviewed_at")
    )
    found = list(shops.order_by("pk").values_list("pk", "asks"))
    if found:
        shelf_means.count_again()
    return sum(_review_safely(pk, asks=asks) for pk, asks in found)


@story
def review(seller_id: int) -> bool:
    """The level becomes what the figures come to, and the seller is told why."""
    seller = _locked(seller_id)
    seller.level_reviewed_at = clock.now()
    verdict = levels.judge(seller, figures.of(seller))
    is_other = verdict.level != seller.level and not _is_kept(seller)
    if is_other:
        _change(seller, verdict.level, by=None, because=verdict.because)
    seller.save(update_fields=["level", "level_reviewed_at"])
    return is_other


@story
def restrict(seller_ids: list[int], *, by: Any, because: str) -> int:
    """Our staff restrict shops for a while, with a reason their sellers read. Raises CannotSetLevel."""
    _check(by, seller_ids, because)
    until = clock.now() + policy.in_force().days_of_sellers("restricted_days")
    found = [_locked(pk) for pk in sorted(seller_ids)]
    for seller in found:
        _set(seller, Level.RESTRICTED, until, by=by, because=because.strip())
    return len(found)


@story
def leave_to_figures(seller_ids: list[int], *, by: Any, because: str) -> int:
    """What our staff said is over: from now on the figures decide again. Raises CannotSetLevel."""
    _check(by, seller_ids, because)
    found = [_locked(pk) for pk in sorted(seller_ids)]
    for seller in found:
        _leave(seller, by=by, because=because.strip())
    return len(found)


@step
def undo(sanction: Sanction, *, by: Any) -> None:
    """An appeal ended it: the figures decide again, and the shop reads why in its own language."""
    with translation.override(sanction.person.language):
        because = str(sanction.get_why_ended_display())
    _leave(_locked(int(sanction.subject_id)), by=by, because=because)


@step
def _leave(seller: Seller, *, by: Any, because: str) -> None:
    if seller.level_kept_until:
        level = Level.STANDARD if seller.level == Level.RESTRICTED else Level(seller.level)
        _set(seller, level, None, by=by, because=because)


@step
def _set(seller: Seller, level: Level, until: datetime | None, *, by: Any, because: str) -> None:
    _sanction(seller, until, by=by, because=because)
    seller.level_kept_until, seller.level_reviewed_at = until, clock.now()
    if seller.level != level:
        _change(seller, level, by=by, because=[], words=because)
    audit.record(by, "level_set_by_staff", seller, level=level, because=because)
    seller.save(update_fields=["level", "level_kept_until", "level_reviewed_at"])


def _sanction(seller: Seller, until: datetime | None, *, by: Any, because: str) -> None:
    """A restriction by staff can be appealed; without a day it is taken back."""
    kind = Sanction.Kind.SHOP_RESTRICTED
    if until:
        sanctions.impose(seller.user, kind, by=by, words=because, until=until, subject_id=seller.pk)
    else:
        sanctions.end_open(seller.user, kind, by=by, subject_id=seller.pk)


@step
def _change(
    seller: Seller, level: Level, *, by: Any, because: list[Counted], words: str = ""
) -> None:
    made = LevelChange.objects.create(
        seller=seller,
        before=seller.level,
        after=level,
        at=clock.now(),
        by=by,
        reasons=[_as_stood(one) for one in because],
        words=words,
    )
    seller.level = level
    audit.record(by, "level_changed", seller, before=made.before, after=made.after)
    outbox.announce(seller.user_id, "level_changed", made)


def _as_stood(counted: Counted) -> dict[str, Any]:
    found = {"metric": counted.metric.code, "wrong": counted.wrong, "of": counted.of}
    return {**found, "target_bps": counted.target_bps}


def _check(by: Any, seller_ids: list[int], because: str) -> None:
    require(by.has_perm(MAY_SET), CannotSetLevel, _("You may not set the level of shops."))
    require(bool(because.strip()), CannotSetLevel, _("Write why: the seller reads it."))
    own = Seller.objects.filter(pk__in=seller_ids, user=by).exists()
    require(not own, CannotSetLevel, _("One of them is yours. Somebody else decides."))


def _is_kept(seller: Seller) -> bool:
    return seller.level_kept_until is not None and clock.now() < seller.level_kept_until


def _locked(pk: int) -> Seller:
    return Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _is_due() -> Q:
    """A quiet shop's figures only grow old, which is looked at once a week."""
    now = clock.now()
    news = PerformanceFact.objects.filter(
        seller=OuterRef("pk"), at__gte=OuterRef("level_reviewed_at") - LATE_NEWS
    )
    yesterday = Q(level_reviewed_at__lte=now - EVERY)
    stirs = Exists(news) | Q(level=Level.RESTRICTED) | Q(level_kept_until__isnull=False)
    return (
        Q(level_reviewed_at=None)
        | (yesterday & stirs)
        | Q(level_reviewed_at__lte=now - EVERY_QUIET)
    )


def _review_safely(pk: int, *, asks: bool) -> bool:
    try:
        if asks:
            verification.ask_if_due(pk)
        return review(pk)
    except Exception:
        log.exception("level_review_failed", extra={"seller": pk})
        return False
