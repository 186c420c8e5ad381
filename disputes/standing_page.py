"""A buyer's standing as its buyer reads it: what it is, what counts and until when, what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes import buyer_standing, standing_appeals
from disputes.buyer_standing import BuyerStanding, Level
from disputes.forms_standing import AppealForm
from disputes.models import Mark, Restriction, StandingAppeal
from disputes.standing_rules import AT_MOST, COUNTS_FOR, ONE_PERSON, WATCH_FROM
from escrow import clock
from marketplace.models import User

MEANS: dict[str, Promise] = {
    Level.GOOD: _("Small claims to which a shop stays silent are paid by themselves."),
    Level.WATCH: _(
        "Small claims to which a shop stays silent are read by our staff first. "
        "What a parcel's scans prove is still paid by itself."
    ),
    Level.RESTRICTED: _(
        "Every claim to which a shop stays silent is read by our staff first. "
        "Nothing is paid by itself."
    ),
}


@dataclass(frozen=True)
class Card:
    """A mark or a restriction, with what was said against it."""

    subject: Mark | Restriction
    appeal: StandingAppeal | None
    can_appeal: bool
    form: AppealForm | None


def context(buyer: User, *, wrong: tuple[Any, AppealForm] | None = None) -> dict[str, Any]:
    """`wrong`: what was to be appealed, and the form that came back with something to mend."""
    standing = buyer_standing.of(buyer)
    marks = list(marks_of(buyer))
    restricted = list(restrictions_of(buyer))
    now = clock.now()
    return {
        **shown(standing),
        "levels": [(level, MEANS[level], level == standing.level) for level in Level],
        "restrictions": [card(one, wrong) for one in restricted if one.is_in_force(now)],
        "marks": [card(one, wrong) for one in marks if one.counts(now)],
        "past": [card(one) for one in [*restricted, *marks] if _is_past(one)],
        "watch_from": WATCH_FROM,
        "counts_days": COUNTS_FOR.days,
        "one_person_days": ONE_PERSON.days,
        "most_days": AT_MOST.days,
    }


def shown(standing: BuyerStanding) -> dict[str, Any]:
    """A standing with its reasons, as staff read it; on a case's page too."""
    return {"buyer_standing": standing, "means": MEANS[standing.level]}


def marks_of(buyer: User) -> Any:
    """The newest first, with all that is told of them."""
    found = Mark.objects.of(buyer.pk).select_related("end", "order", "appeal", "dispute")
    return found.order_by("-at", "-id")


def restrictions_of(buyer: User) -> Any:
    """Those that are or were in force; one that nobody agreed to was never the buyer's."""
    found = Restriction.objects.filter(buyer=buyer.pk, began_at__isnull=False)
    return found.select_related("appeal").order_by("-at", "-id")


def card(subject: Mark | Restriction, wrong: tuple[Any, AppealForm] | None = None) -> Card:
    can = standing_appeals.can_be_appealed(subject)
    form = AppealForm(auto_id=f"appeal_{subject.pk.hex}_%s") if can else None
    if wrong is not None and wrong[0] == subject:
        form = wrong[1]
    return Card(subject, getattr(subject, "appeal", None), can, form)


def _is_past(subject: Mark | Restriction) -> bool:
    if isinstance(subject, Restriction):
        return not subject.is_in_force(clock.now())
    return not subject.counts(clock.now())
