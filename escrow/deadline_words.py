"""What a promise about time does when it comes, so that staff know before they try it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHERWISE = _("The story that belongs to it runs once more, and looks at everything again first.")
THEN: Mapping[str, Promise] = {
    "release": _("The held money goes to the seller, unless something has stopped it meanwhile."),
    "remind_first": _("The buyer is reminded to look at what came."),
    "remind_last": _("The buyer is told that the money moves tomorrow."),
    "unpaid": _("The purchase ends unpaid, and the things are for sale again."),
    "ship_by_missed": _("The buyer gets everything back, because the seller did not send."),
    "never_arrived": _("The buyer gets everything back, because it never arrived."),
    "reserve_due": _("What is left of the reserve becomes the seller's."),
    "payout_again": _("The payout is tried once more, or given up if that cannot help."),
    "draft": _("The unsent claim is thrown away, and the release goes on."),
    "seller_answer": _("The seller has not answered: what is proven is paid, the rest is ours."),
    "negotiate": _("The two did not agree: the case comes to our staff."),
    "settle": _("What both agreed on is done."),
    "comment": _("The decision stands, and the time to appeal begins."),
    "execute": _("The decision is done: the money moves."),
    "hard_stop": _("The case must be decided now."),
    "presumption": _("The published rule decides, because nobody else did."),
    "custody_alert": _("Staff are told that a provider's time ends."),
    "custody_force": _("What has arrived goes to the seller, the rest back to the buyer."),
    "emergency_freeze_over": _("The emergency freeze ends, and the seller's money goes on."),
    "payout": _("What the seller's balance holds leaves for the bank."),
    "verification_due": _("The seller's payouts pause until we know who sells."),
    "cancel_unanswered": _("The seller did not answer the wish to cancel: it is cancelled."),
    "reviews_over": _("The time to review is over, and what was written is shown."),
    "export_over": _("The file of a person's data is deleted."),
    "reply_day": _("The shop's numbers note a message that was not answered in time."),
    "return_postage": _("The seller is asked for the postage that the buyer paid."),
    "mark_over": _("A mark on a buyer's standing runs out."),
    "restriction_over": _("A restriction of a buyer ends."),
    "standing_appeal": _("Nobody answered the appeal in time: it is decided for the buyer."),
    "departure": _("The person leaves: what is theirs is forgotten, what the law keeps stays."),
    "evidence": _("The time to bring what staff asked for is over."),
    "appeal_decide": _("The appeal must be decided now."),
    "label": _("The seller named no address for the return: the buyer keeps it and is paid."),
    "return_ship": _("The buyer did not send it back: the case sleeps."),
    "return_stall": _("Nobody has seen the return for too long: whose label it was bears it."),
    "return_inspect": _("The seller did not look at what came back: the buyer is paid."),
    "replacement_ship": _("The seller did not send the second parcel: the buyer is paid."),
    "replacement_stall": _("Nobody has seen the second parcel for too long."),
    "replacement_look": _("The buyer did not say that it is wrong: the case ends."),
    "replacement_first": _("The buyer is reminded to look at the second parcel."),
    "replacement_last": _("The buyer is told that the case ends tomorrow."),
}


def then(kind: str) -> str:
    return str(THEN.get(kind, OTHERWISE))
