"""Staff set that every claim of a buyer is looked at first, for a while; a long while takes two."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from disputes import buyer_standing
from disputes.models import Buyer, Mark, Restriction, StandingAppeal
from disputes.models.restriction import OPEN, RestrictionState
from disputes.models.standing_appeal import AppealState
from disputes.standing_rules import AT_MOST, MAY_RESTRICT, ONE_PERSON
from escrow import audit, clock, deadlines, outbox, rights
from escrow.story import Refusal, require, step, story
from marketplace.models import User

Why = Restriction.Why


class CannotRestrict(Refusal):
    """It cannot be set, approved or lifted like this, or not by this person."""


@story
def restrict(buyer: User, *, by: User, code: str, words: str, days: int) -> Restriction:
    """From now on, or from a second person's word on, until a day. Raises CannotRestrict."""
    _check(buyer, by)
    standing = buyer_standing.of(_locked_buyer(buyer))
    require(
        not Restriction.objects.filter(buyer=buyer, state__in=OPEN).exists(),
        CannotRestrict,
        _("Something is set already. Lift it first, or wait for its end."),
    )
    require(
        buyer_standing.is_enough(standing.marks),
        CannotRestrict,
        _("Only who is on Watch can be restricted: one thing alone, or a feeling, is no reason."),
    )
    require(bool(words.strip()), CannotRestrict, _("Write down why: the buyer will read it."))
    require(
        1 <= days <= AT_MOST.days,
        CannotRestrict,
        _("Choose between 1 and %(most)s days.") % {"most": AT_MOST.days},
    )
    moment = clock.now()
    made = Restriction.objects.create(
        buyer=buyer,
        code=code,
        words=words.strip(),
        mark_ids=[str(mark.pk) for mark in standing.marks],
        by=by,
        at=moment,
        until=moment + timedelta(days=days),
        needs_second=needs_second(buyer, days),
    )
    deadlines.set(made, "restriction_over", made.until)
    audit.record(by, "restriction_set", made, buyer, days=days, needs_second=made.needs_second)
    if made.needs_second:
        outbox.announce(_others(by), "restriction_to_read", desk_of(buyer), key=str(made.pk))
    else:
        _begin(made)
    return made


@story
def approve(restriction: Restriction, *, by: User) -> Restriction:
    """A second person agrees: it is in force from now on. Raises CannotRestrict."""
    row = _locked(restriction)
    _check(row.buyer, by)
    require(
        row.state == RestrictionState.PROPOSED and row.by_id != by.pk,
        CannotRestrict,
        _("It waits for somebody else than who wrote it, or for nobody any more."),
    )
    row.second_by = by
    audit.record(by, "restriction_approved", row, row.buyer)
    _begin(row)
    return row


@story
def lift(restriction: Restriction, *, by: User) -> Restriction:
    """It ends now; one that waits for a second person is dropped. Raises CannotRestrict."""
    row = _locked(restriction)
    _check(row.buyer, by)
    require(row.is_open(), CannotRestrict, _("It has ended already."))
    end(row, Why.STAFF, by=by)
    return row


@story
def run_out(restriction_ids: list[str]) -> None:
    """Its day has come, whoever had to agree or to answer."""
    for restriction in Restriction.objects.filter(pk__in=restriction_ids).order_by("pk"):
        row = _locked(restriction)
        if not deadlines.due_subjects([str(row.pk)], "restriction_over", Restriction):
            continue
        if row.state == RestrictionState.PROPOSED:
            row.drop(clock.now())
        elif row.is_open():
            row.run_out(clock.now())
            outbox.announce(row.buyer_id, "standing_expired", row)
        row.save()
        drop_appeal(row)
        deadlines.done([row], "restriction_over")
        audit.record(None, "restriction_over", row, row.buyer)


@step
def end(row: Restriction, why: str, *, by: User | None) -> None:
    """Before its day. For a locked one that is open; the buyer is told if it was in force."""
    if row.state == RestrictionState.PROPOSED:
        row.drop(clock.now(), by)
    else:
        row.lift(clock.now(), why, by)
        outbox.announce(row.buyer_id, "standing_lifted", row)
    row.save()
    drop_appeal(row)
    deadlines.cancel([row], "restriction_over")
    audit.record(by, "restriction_ended", row, row.buyer, why=why)


@step
def lift_if_groundless(buyer_id: int) -> None:
    """What it rested on was taken back, so that too little is left: it ends. Time alone does not
    take anything back."""
    still = Restriction.objects.select_for_update(no_key=True, of=("self",)).select_related("buyer")
    for row in still.filter(buyer=buyer_id, state__in=OPEN):
        left = Mark.objects.unended().filter(pk__in=row.mark_ids)
        if not buyer_standing.is_enough(left):
            end(row, Why.GROUNDLESS, by=None)


@step
def drop_appeal(subject: Mark | Restriction) -> None:
    """There is nothing to answer any more."""
    asked = Q(mark=subject) if isinstance(subject, Mark) else Q(restriction=subject)
    still = StandingAppeal.objects.select_for_update(no_key=True).filter(asked)
    for appeal in still.filter(state=AppealState.OPEN):
        appeal.fall_away(clock.now())
        appeal.save()
        deadlines.cancel([appeal], "standing_appeal")


def needs_second(buyer: User, days: int) -> bool:
    """A long one, or one more so soon that it would be a long one in two pieces."""
    since = clock.now() - ONE_PERSON
    soon = Restriction.objects.filter(buyer=buyer, began_at__isnull=False, ended_at__gt=since)
    return timedelta(days=days) > ONE_PERSON or soon.exists()


def who_may() -> list[int]:
    """Everybody who keeps buyers' standing."""
    return rights.who_may(MAY_RESTRICT)


def desk_of(buyer: User) -> Buyer:
    """What staff are told about: where they look at this buyer."""
    return cast(Buyer, Buyer.objects.get(pk=buyer.pk))


def _begin(row: Restriction) -> None:
    row.begin(clock.now())
    row.save()
    told = row.until.isoformat()
    outbox.announce(row.buyer_id, "standing_restricted", row, until=told)


def _others(by: User) -> list[int]:
    return [pk for pk in who_may() if pk != by.pk]


def _check(buyer: User, by: User) -> None:
    require(by.has_perm(MAY_RESTRICT), CannotRestrict, _("You may not do this."))
    require(buyer.pk != by.pk, CannotRestrict, _("This is about you. Leave it to somebody else."))


@step
def _locked_buyer(buyer: User) -> User:
    """Of two who set something at once the second finds what the first has set."""
    return User.objects.select_for_update(no_key=True).get(pk=buyer.pk)


@step
def _locked(restriction: Restriction) -> Restriction:
    row = Restriction.objects.select_for_update(no_key=True, of=("self",))
    return row.select_related("buyer").get(pk=restriction.pk)
