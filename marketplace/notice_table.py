"""The kinds of notice that come from orders, payments, payouts and reviews."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.notice_kinds import BOTH, BUYER, SELLER, STAFF, WRITER, Always, Group, Kind

A = Always
SEE, SEND, LOOK = _("See the order"), _("Send it"), _("Say how it is")
PAYOUTS, RATE = _("See your payouts"), _("Say how it was")

ORDERS = [
    Kind("payment_awaited", Group.ORDERS, BUYER, _("See how to pay"), "pay_by", A.RECORD),
    Kind("order_expired", Group.ORDERS, BUYER, SEE),
    Kind("order_paid", Group.ORDERS, BUYER, SEE, "", A.RECORD),
    Kind("guest_placed", Group.ORDERS, BUYER, _("Open your order"), "", A.RECORD),
    Kind("order_by_hand", Group.ORDERS, BUYER, _("See your code")),
    Kind("cancel_declined", Group.ORDERS, BUYER, SEE),
    Kind("order_sent", Group.ORDERS, BUYER, _("Follow the parcel")),
    Kind("parcel_waits", Group.ORDERS, BUYER, _("Follow the parcel")),
    Kind("order_delivered", Group.ORDERS, BUYER, LOOK, "release_at", A.NO_SILENT_RELEASE),
    Kind("remind_first", Group.ORDERS, BUYER, LOOK, "release_at", A.NO_SILENT_RELEASE),
    Kind("remind_last", Group.ORDERS, BUYER, LOOK, "release_at", A.NO_SILENT_RELEASE),
    Kind("draft_discarded", Group.CASES, BUYER, SEE, "", A.NO_SILENT_RELEASE),
]
SALES = [
    Kind("order_to_send", Group.SELLING, SELLER, SEND, "ship_by", A.ANSWER),
    Kind("cancel_asked", Group.SELLING, SELLER, _("Answer"), "until", A.ANSWER),
    Kind("cancel_taken_back", Group.SELLING, SELLER, SEND, "ship_by", A.ANSWER),
    Kind("sale_delivered", Group.SELLING, SELLER, SEE),
    Kind("listing_frozen", Group.SELLING, SELLER, _("See why"), "", A.SAFETY),
    Kind("listing_appeal_answered", Group.SELLING, SELLER, _("See the listing"), "", A.SAFETY),
    Kind("listing_report_settled", Group.NEWS, WRITER, _("See the listing")),
    Kind("listing_appealed", Group.STAFF, STAFF, _("Read the appeal"), "", A.WORK),
    Kind("message_received", Group.ORDERS, WRITER, _("Read and answer")),
    Kind("verification_asked", Group.SELLING, SELLER, _("Say who you are"), "until", A.SAFETY),
    Kind("verification_overdue", Group.SELLING, SELLER, _("Say who you are"), "", A.SAFETY),
    Kind("verification_sent_back", Group.SELLING, SELLER, _("Correct it"), "until", A.SAFETY),
    Kind("verification_confirmed", Group.SELLING, SELLER, _("See your shop"), "", A.SAFETY),
    Kind("level_changed", Group.SELLING, SELLER, _("See how it came about"), "", A.SAFETY),
    Kind("webhook_stopped", Group.SELLING, SELLER, _("Look at it"), "", A.SAFETY),
    Kind("protection_extended", Group.SELLING, SELLER, SEE),
]
MONEY = [
    Kind("money_released", Group.MONEY, BOTH, _("See where the money is")),
    Kind("custody_ended", Group.MONEY, BOTH, _("See where the money is"), "", A.NO_SILENT_RELEASE),
    Kind("releases_stopped", Group.MONEY, SELLER, _("See your balance"), "until", A.SAFETY),
    Kind("emergency_freeze_asked", Group.STAFF, STAFF, _("Look at it"), "until", A.WORK),
    Kind("releases_go_on", Group.MONEY, SELLER, _("See your balance"), "", A.SAFETY),
    Kind("order_stands_still", Group.MONEY, BUYER, SEE, "until", A.SAFETY),
    Kind("order_goes_on", Group.MONEY, BUYER, SEE, "", A.NO_SILENT_RELEASE),
    Kind("payment_sent_back", Group.MONEY, BUYER, SEE, "", A.RECORD),
    Kind("refunded_cancelled", Group.MONEY, BOTH, SEE, "", A.RECORD),
    Kind("refunded_cancelled_by_buyer", Group.MONEY, BOTH, SEE, "", A.RECORD),
    Kind("refunded_not_dispatched", Group.MONEY, BOTH, SEE, "", A.RECORD),
    Kind("refunded_presumed_lost", Group.MONEY, BOTH, SEE, "", A.RECORD),
    Kind("refunded_seller", Group.MONEY, BOTH, SEE, "", A.RECORD),
    Kind("refund_arrived", Group.MONEY, BUYER, _("See the refund")),
    Kind("refund_stranded", Group.MONEY, BUYER, _("Choose where it goes"), "", A.SAFETY),
    Kind("payout_account_named", Group.MONEY, SELLER, PAYOUTS, "usable_from", A.SAFETY),
    Kind("payout_paid", Group.MONEY, SELLER, PAYOUTS),
    Kind("payout_failed", Group.MONEY, SELLER, PAYOUTS, "", A.SAFETY),
    Kind("payout_returned", Group.MONEY, SELLER, PAYOUTS, "", A.SAFETY),
    Kind("payout_given_up", Group.MONEY, SELLER, _("Name another account"), "", A.SAFETY),
]
DECISIONS = [
    Kind("suspended", Group.NEWS, WRITER, _("Read why"), "until", A.SAFETY),
    Kind("suspension_over", Group.NEWS, WRITER, _("See it"), "", A.SAFETY),
    Kind("sanction_answered", Group.NEWS, WRITER, _("Read the answer"), "", A.SAFETY),
    Kind("sanction_appealed", Group.STAFF, STAFF, _("Read the appeal"), "", A.WORK),
]
REVIEWS = [
    Kind("order_complete", Group.REVIEWS, BUYER, RATE, "review_until"),
    Kind("sale_complete", Group.REVIEWS, SELLER, RATE, "review_until"),
    Kind("reviews_revealed", Group.REVIEWS, BOTH, _("Read what was said")),
    Kind("review_replied", Group.REVIEWS, BUYER, _("Read the answer")),
    Kind("review_photo_refused", Group.REVIEWS, BUYER, SEE),
    Kind("review_hidden", Group.REVIEWS, WRITER, SEE, "", A.SAFETY),
    Kind("review_reported", Group.STAFF, STAFF, _("Read the report"), "", A.WORK),
]
NEWS = [Kind("news", Group.NEWS, WRITER, _("Have a look"))]
ACCOUNT = [
    Kind("export_ready", Group.NEWS, WRITER, _("Fetch it"), "until", A.SAFETY),
    Kind("departure_asked", Group.NEWS, WRITER, _("See what happens"), "until", A.SAFETY),
    Kind("departure_stopped", Group.NEWS, WRITER, _("See what is open"), "", A.SAFETY),
    Kind("roles_given", Group.STAFF, WRITER, _("See the roles"), "", A.SAFETY),
    Kind("second_step_off", Group.NEWS, WRITER, _("Look at it"), "", A.SAFETY),
]
WATCH = [Kind("audit_trail_broken", Group.STAFF, STAFF, _("See what is wrong"), "", A.WORK)]
KINDS = [*ORDERS, *SALES, *MONEY, *DECISIONS, *REVIEWS, *NEWS, *ACCOUNT, *WATCH]
