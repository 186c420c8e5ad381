"""What follows a review that everybody can read: the shop's one answer, and a report to our staff."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit, clock, outbox
from escrow.story import Refusal, require, story
from marketplace import moderators
from marketplace.models import User
from sellers.models import Rating, RatingReport


class CannotBeAnswered(Refusal):
    """It is sealed or hidden, or it was answered before."""


class CannotBeReported(Refusal):
    """This person has reported it already, or wrote it."""


@story
def reply(rating: Rating, *, by: User, text: str) -> Rating:
    """The shop answers a review, once, for everybody to read. Raises CannotBeAnswered."""
    row = Rating.objects.select_for_update(no_key=True).get(pk=rating.pk, seller__user=by)
    require(bool(text.strip()), CannotBeAnswered, _("Write what you want to say."))
    require(
        row.can_be_answered(),
        CannotBeAnswered,
        _("A review is answered once, and only while everybody can read it."),
    )
    row.reply, row.replied_at = text.strip(), clock.now()
    row.save(update_fields=["reply", "replied_at"])
    outbox.announce(row.buyer_id, "review_replied", row)
    audit.record(by, "review_replied", row)
    return row


@story
def report(rating: Rating, *, by: User, why: str, words: str = "") -> RatingReport:
    """Somebody tells our staff that a review should not stand there. Raises CannotBeReported."""
    row = Rating.objects.public().select_for_update(no_key=True).get(pk=rating.pk)
    require(row.buyer_id != by.pk, CannotBeReported, _("It is your own review."))
    require(
        not row.reports.filter(by=by).exists(),
        CannotBeReported,
        _("You have reported this review already. Our staff read it."),
    )
    made = RatingReport.objects.create(
        rating=row, by=by, why=RatingReport.Why(why), words=words, created_at=clock.now()
    )
    outbox.announce(moderators.ids(), "review_reported", made)
    audit.record(by, "review_reported", row, made, why=why)
    return made
