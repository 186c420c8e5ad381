"""Somebody may start nothing new for a while. What runs goes on: orders, cases, refunds, payouts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext as _

from escrow import clock, outbox
from escrow.story import Refusal, require, step, story
from marketplace.models import User
from sellers import sanctions
from sellers.models import Sanction, Seller
from sellers.sanction_rules import MAY_SUSPEND, SUSPENDED_AT_MOST


class CannotSuspend(Refusal):
    """This person may not, it is themselves or a colleague, or the reason or the days are missing."""


@story
def suspend(person: User, *, by: User, because: str, days: int) -> Sanction:
    """For so many days they buy nothing, put nothing up for sale, and write to no new shop.

    They are told why and can appeal once. Raises CannotSuspend.
    """
    person = _locked(person)
    _check(person, by, because)
    require(
        timedelta(0) < timedelta(days=days) <= SUSPENDED_AT_MOST,
        CannotSuspend,
        _("From one to %(most)s days. Longer is only possible anew, with new reasons.")
        % {"most": SUSPENDED_AT_MOST.days},
    )
    until = clock.now() + timedelta(days=days)
    made = sanctions.impose(
        person, Sanction.Kind.SUSPENDED, by=by, words=because.strip(), until=until
    )
    outbox.announce(person.pk, "suspended", made, until=until.isoformat())
    return made


@story
def lift(person: User, *, by: User, because: str) -> None:
    """It was wrong, or is no longer needed. Raises CannotSuspend."""
    person = _locked(person)
    _check(person, by, because)
    found = sanctions.open_of(person, Sanction.Kind.SUSPENDED)
    require(found is not None, CannotSuspend, _("Nothing is suspended here any more."))
    assert found is not None
    sanctions.end(found, Sanction.Why.LIFTED, by=by)
    outbox.announce(person.pk, "suspension_over", found)


def suspended(people: Collection[int]) -> set[int]:
    """Which of these people are suspended now; one question."""
    rows = Sanction.objects.in_force().filter(person__in=people, kind=Sanction.Kind.SUSPENDED)
    return set(rows.filter(until__gt=clock.now()).values_list("person_id", flat=True))


def must_be_free(person: User, refusal: type[Refusal]) -> None:
    """Whoever is suspended reads until when, and where they can say that it is wrong."""
    require(person.pk not in suspended([person.pk]), refusal, _words())


def check_purchase(buyer: User, sellers: Collection[Seller], refusal: type[Refusal]) -> None:
    """Nobody suspended buys or sells; both sides of a purchase in one question."""
    found = suspended([buyer.pk, *(seller.user_id for seller in sellers)])
    require(buyer.pk not in found, refusal, _words())
    for seller in sellers:
        require(
            seller.user_id not in found,
            refusal,
            _("%(shop)s sells nothing at present. Take its things out of your cart to go on.")
            % {"shop": seller.name},
        )


def _words() -> str:
    return _(
        "Our staff have suspended your account for now: nothing new can be started. "
        "Under “Decisions about you” you read why, and can say what is wrong with it."
    )


def _check(person: User, by: User, because: str) -> None:
    require(by.has_perm(MAY_SUSPEND), CannotSuspend, _("You may not suspend people."))
    require(
        by.pk != person.pk and not person.is_staff,
        CannotSuspend,
        _("Not yourself, and no colleague: take their roles away instead."),
    )
    require(bool(because.strip()), CannotSuspend, _("Write why: the person reads it."))


@step
def _locked(person: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)
