"""The two agree in words: staff write it down, and each of them still says yes by themselves.

A suggestion is no offer. Whoever of the two wants it makes it their own offer with one click, and
the other takes that as any other offer, with the same hour to undo it. Staff bind nobody.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import parties, postage, reasons, reviewing, timeline
from disputes.models import Dispute, Statement, Suggestion
from disputes.reviewing import NotYours
from escrow import audit, clock, outbox
from escrow.money import Money
from escrow.story import require, story
from marketplace.models import User


@story
def suggest(dispute: Dispute, *, by: User, remedy: str, amount: Money, words: str) -> Suggestion:
    """What they said, for both to read and to make their own. Raises NotYours."""
    case = reviewing.locked_for(dispute, by)
    require(
        case.dispute.is_undecided(),
        NotYours,
        _("The two cannot agree on it any more. Reload the page to see where the case stands."),
    )
    reviewing.pick_up(case, by)
    require(
        remedy in reasons.offerable(case.dispute.reason)
        and Money.zero(amount.currency) < amount <= case.dispute.claimed,
        NotYours,
        _("Write more than nothing and at most %(most)s, and a way that fits the complaint.")
        % {"most": case.dispute.claimed.format()},
    )
    require(bool(words.strip()), NotYours, _("Write where the two said so, so that both know it."))
    made = Suggestion.objects.create(
        dispute=case.dispute,
        by=by,
        remedy=remedy,
        currency=amount.currency,
        amount_minor=amount.minor,
        words=words.strip(),
        at=clock.now(),
    )
    told = {"amount": amount.minor, "remedy": remedy}
    told["postage_by"] = postage.of_remedy(case.dispute, remedy)
    timeline.say(case.dispute, by, Statement.Kind.SUGGESTED, made.words, **told)
    people = parties.both(case.dispute)
    outbox.announce(people, "settlement_suggested", case.dispute, key=str(made.pk))
    audit.record(by, "settlement_suggested", case.dispute, made)
    return made


def standing(dispute: Dispute) -> Suggestion | None:
    """The last one, as long as the two can agree and nobody has said anything else since."""
    if not dispute.is_undecided():
        return None
    last = next(reversed(dispute.suggestions.all()), None)
    if last is None or any(offer.made_at >= last.at for offer in dispute.offers.all()):
        return None
    return last
