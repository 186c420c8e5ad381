"""The published rule of what staff may decide against somebody: who, for how long, and the appeal."""

from datetime import timedelta

# Suspended for so long at most; longer only anew, with new reasons.
SUSPENDED_AT_MOST = timedelta(days=30)
# An appeal that nobody answers in this time is granted.
ANSWERED_IN = timedelta(days=5)

MAY_SUSPEND = "sellers.suspend_person"
MAY_ANSWER = "sellers.answer_sanction"
