"""Where a case can stand, in groups that stories ask for by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputeState(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    AWAITING_SELLER = "awaiting_seller", _("Waiting for the seller")
    NEGOTIATING = "negotiating", _("The two are talking")
    SETTLED = "settled", _("Agreed, for an hour it can be undone")
    ESCALATED = "escalated", _("With our staff")
    UNDER_REVIEW = "under_review", _("Being read by our staff")
    EVIDENCE_REQUESTED = "evidence_requested", _("Our staff have asked for something")
    DRAFT_DECISION = "draft_decision", _("A decision is proposed")
    DECIDED = "decided", _("Decided")
    APPEALED = "appealed", _("Looked at anew")
    AWAITING_RETURN = "awaiting_return", _("Waiting for the return")
    AWAITING_REPLACEMENT = "awaiting_replacement", _("Waiting for the replacement")
    RESOLVED = "resolved", _("Resolved")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DORMANT = "dormant", _("Asleep: the buyer did not go on")
    DISCARDED = "discarded", _("Never sent")


S = DisputeState

# Staff have it, and have not decided.
WITH_STAFF = [S.ESCALATED, S.UNDER_REVIEW, S.EVIDENCE_REQUESTED, S.DRAFT_DECISION]
# The two can still agree, whoever else is looking at it.
UNDECIDED = [S.AWAITING_SELLER, S.NEGOTIATING, *WITH_STAFF]
# The buyer can still say that it is something else: nobody has asked for more, or proposed an end.
CHANGEABLE = [S.AWAITING_SELLER, S.NEGOTIATING, S.ESCALATED, S.UNDER_REVIEW]
# What was agreed or decided is still to be done.
TO_BE_DONE = [S.SETTLED, S.DECIDED, S.APPEALED, S.AWAITING_RETURN, S.AWAITING_REPLACEMENT]
OPEN = [*UNDECIDED, *TO_BE_DONE]
# The buyer went away from it and may come back once.
SLEEPING = [S.WITHDRAWN, S.DORMANT]
UNSENT = [S.DRAFT, S.DISCARDED]


# Our staff owe the next step; and what they have handed to the two for a while.
FOR_STAFF = [S.ESCALATED, S.UNDER_REVIEW, S.APPEALED]
WITH_THE_TWO = [S.EVIDENCE_REQUESTED, S.DRAFT_DECISION]
QUEUE = [*FOR_STAFF, *WITH_THE_TWO]
# The two are still at it themselves, or what was agreed or decided is being done.
OVER = [S.RESOLVED, S.WITHDRAWN, S.DORMANT]


# The right that lets one of our staff read everything of a case, and decide it.
MAY_DECIDE = "disputes.decide_dispute"
# Which column holds the moment by which the next step is due.
NEXT_STEP = {
    S.AWAITING_SELLER: "answer_by",
    S.NEGOTIATING: "negotiate_by",
    S.SETTLED: "settles_at",
    S.ESCALATED: "decide_by",
    S.UNDER_REVIEW: "decide_by",
    S.DRAFT_DECISION: "comment_by",
    S.DECIDED: "executes_at",
    S.APPEALED: "decide_by",
    S.AWAITING_RETURN: "parcel_by",
    S.AWAITING_REPLACEMENT: "parcel_by",
}


class Band(models.TextChoices):
    """How much is asked for, by the amounts of the order's policy in its own currency."""

    SMALL = "small", _("Small: clear cases of this size are paid by themselves")
    MIDDLE = "middle", _("Middle: one person decides")
    LARGE = "large", _("Large: a second person reads it")


class Side(models.TextChoices):
    BUYER = "buyer", _("the buyer")
    SELLER = "seller", _("the seller")


class Remedy(models.TextChoices):
    """What would put it right."""

    REFUND = "refund", _("All my money back")
    PARTIAL = "partial", _("Part of my money back")
    RETURN = "return", _("I send it back and get my money")
    REPLACEMENT = "replacement", _("A new one")
    MISSING_PART = "missing_part", _("What is missing")


# Something comes or goes before the money does.
WITH_A_PARCEL = [Remedy.RETURN, Remedy.REPLACEMENT, Remedy.MISSING_PART]


class PostageBy(models.TextChoices):
    """Who pays for sending something back."""

    SELLER = "seller", _("the seller pays the postage")
    BUYER = "buyer", _("the buyer pays the postage")
    FUND = "fund", _("we pay the postage")


class RefundTo(models.TextChoices):
    """Where what the buyer gets goes; elsewhere than back only by their own choice."""

    ORIGINAL = "original", _("Back to where I paid from")
    BALANCE = "balance", _("Into my Holdfast balance")
