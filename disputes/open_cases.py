"""Cases that keep a person from leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import Dispute, StandingAppeal
from disputes.models.dispute_state import OPEN, DisputeState
from marketplace.departure.open_things import MOST_OF_A_KIND, OpenThing
from marketplace.models import User


def of(person: User) -> Iterator[OpenThing]:
    """Of either side, drafts too; and what was said against a mark and is not answered."""
    mine = Q(claimant=person) | Q(order__buyer=person) | Q(order__seller__user=person)
    cases = Dispute.objects.filter(mine, state__in=[DisputeState.DRAFT, *OPEN])
    for case in cases.select_related("order").order_by("opened_at")[:MOST_OF_A_KIND]:
        words = _("The case about order %(number)s is open.") % {"number": case.order.number}
        yield OpenThing(words, case.get_absolute_url())
    for appeal in StandingAppeal.objects.filter(by=person, ended_at=None)[:MOST_OF_A_KIND]:
        words = _("What you said about your standing is not answered.")
        yield OpenThing(words, reverse("account_standing"), appeal.answer_by)
