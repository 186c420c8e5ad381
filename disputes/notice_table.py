"""The kinds of notice that come from cases, banks, returns, and buyers' standing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.notice_kinds import BOTH, BUYER, SELLER, STAFF, WRITER, Always, Group, Kind

A, CASES = Always, Group.CASES
CASE, READ = _("See the case"), _("Read it")

TALKING = [
    Kind("dispute_opened", CASES, BUYER, CASE, "", A.RECORD),
    Kind("dispute_to_answer", CASES, SELLER, _("Answer"), "answer_by", A.ANSWER),
    Kind("dispute_withdrawn", CASES, SELLER, CASE),
    Kind("dispute_with_staff", CASES, BOTH, CASE),
    Kind("offer_made", CASES, BOTH, _("See the offer"), "until", A.ANSWER),
    Kind("offer_taken", CASES, BOTH, CASE, "", A.RECORD),
    Kind("offer_declined", CASES, WRITER, CASE),
    Kind("offer_undone", CASES, WRITER, CASE),
    Kind("offer_over", CASES, WRITER, CASE),
    Kind("settlement_suggested", CASES, BOTH, _("Read what you two said"), "", A.ANSWER),
    Kind("evidence_wanted", CASES, BOTH, _("Show it"), "until", A.ANSWER),
    Kind("evidence_refused", CASES, WRITER, _("Add the file again"), "", A.ANSWER),
]
DECIDING = [
    Kind("decision_proposed", CASES, BOTH, _("Read the decision"), "comment_by", A.ANSWER),
    Kind("dispute_decided", CASES, BOTH, _("Read the decision"), "executes_at", A.ANSWER),
    Kind("dispute_appealed", CASES, BOTH, CASE, "", A.RECORD),
    Kind("dispute_resolved", CASES, BOTH, CASE, "", A.RECORD),
]
PARCELS = [
    Kind("return_to_label", CASES, SELLER, _("Say where it goes"), "parcel_by", A.ANSWER),
    Kind("return_to_post", CASES, BUYER, _("See the address"), "parcel_by", A.ANSWER),
    Kind("return_posted", CASES, SELLER, CASE),
    Kind("return_here", CASES, SELLER, _("Say how it came back"), "parcel_by", A.ANSWER),
    Kind("dispute_asleep", CASES, BOTH, CASE, "", A.NO_SILENT_RELEASE),
    Kind("replacement_to_send", CASES, SELLER, _("Send it"), "parcel_by", A.ANSWER),
    Kind("replacement_sent", CASES, BUYER, CASE),
    Kind("replacement_here", CASES, BUYER, _("Look at it"), "parcel_by", A.NO_SILENT_RELEASE),
    Kind("replacement_remind", CASES, BUYER, _("Look at it"), "parcel_by", A.NO_SILENT_RELEASE),
]
BANKS = [
    Kind("chargeback_opened", CASES, BOTH, _("See the order"), "", A.RECORD),
    Kind("chargeback_won", CASES, BOTH, _("See the order"), "", A.RECORD),
    Kind("chargeback_lost", CASES, BOTH, _("See the order"), "", A.RECORD),
]
STANDING = [
    Kind("standing_marked", CASES, BUYER, _("See your standing"), "", A.SAFETY),
    Kind("standing_mark_ended", CASES, BUYER, _("See your standing")),
    Kind("standing_restricted", CASES, BUYER, _("See your standing"), "", A.SAFETY),
    Kind("standing_expired", CASES, BUYER, _("See your standing")),
    Kind("standing_lifted", CASES, BUYER, _("See your standing")),
    Kind("standing_appeal_answered", CASES, WRITER, _("See your standing"), "", A.SAFETY),
]
DESK = [
    Kind(name, Group.STAFF, STAFF, READ, "", A.WORK)
    for name in (
        "case_handed_over",
        "case_is_appealed",
        "case_is_late",
        "case_needs_second",
        "decision_commented",
        "decision_rejected",
        "fund_is_short",
        "restriction_to_read",
        "standing_appealed",
    )
]
KINDS = [*TALKING, *DECIDING, *PARCELS, *BANKS, *STANDING, *DESK]
