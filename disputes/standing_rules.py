"""The published rule of a buyer's standing: how many marks, how long they count, who may do what.

Not a part of the policy of an order: a buyer has one standing for all of them, and it only ever says
who looks at a claim first. docs/standing.md and the buyer's own page say it in words.
"""

from datetime import timedelta

# A mark counts for a year, whatever it is.
COUNTS_FOR = timedelta(days=365)
# So many marks, each from another order, and staff look first.
WATCH_FROM = 2
# One of our staff may restrict somebody for so long; longer, or again so soon, needs a second.
ONE_PERSON = timedelta(days=30)
AT_MOST = timedelta(days=180)
# An appeal that nobody answers in this time is granted.
APPEAL_ANSWERED_IN = timedelta(days=5)

MAY_RESTRICT = "disputes.keep_standing"
