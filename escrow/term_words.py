"""The words for every number of a policy, the group it is read in, and whom a change touches."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BUYERS, SELLERS, STAFF, FUND, US = "buyers", "sellers", "staff", "fund", "us"
WHO: dict[str, Promise] = {
    BUYERS: _("buyers"),
    SELLERS: _("sellers"),
    STAFF: _("our staff"),
    FUND: _("the guarantee fund"),
    US: _("us"),
}
BOTH = (BUYERS, SELLERS)
BUYING, ARRIVED, WRONG, STAFFS, RETURNS, MONEY, OTHER = (
    *("buying", "arrived", "wrong", "staffs", "returns", "money", "other"),
)
GROUPS: dict[str, Promise] = {
    BUYING: _("Buying and sending"),
    ARRIVED: _("After it arrived"),
    WRONG: _("When something is wrong"),
    STAFFS: _("What our staff promise"),
    RETURNS: _("Sending back"),
    MONEY: _("Payouts and providers"),
    OTHER: _("Other times"),
    "fees": _("Fees"),
    "shares": _("Shares"),
    "limits": _("How often"),
    "sellers": _("How sellers are rated"),
}
Words = tuple[Promise, str, tuple[str, ...]]
WINDOWS: dict[str, Words] = {
    "pay_card": (_("Time to pay by card"), BUYING, (BUYERS,)),
    "pay_bank": (_("Time to pay by bank transfer"), BUYING, (BUYERS,)),
    "ship_by": (_("Time to send, unless a seller sets another"), BUYING, (SELLERS,)),
    "ship_grace": (_("Grace before an unsent order is cancelled and refunded"), BUYING, BOTH),
    "cancel_answer": (_("Time to answer a wish to cancel"), BUYING, (SELLERS,)),
    "stall_domestic": (_("No scan within the country until a parcel counts as lost"), BUYING, BOTH),
    "stall_cross_border": (_("No scan across borders until a parcel counts as lost"), BUYING, BOTH),
    "nr_opens": (_("After the promised day until “not arrived” can be said"), BUYING, (BUYERS,)),
    "nr_closes": (
        _("After the promised day until it is refunded though nobody said a word"),
        BUYING,
        BOTH,
    ),
    "hold_trusted": (_("Money held after delivery, trusted sellers"), ARRIVED, BOTH),
    "hold_standard": (_("Money held after delivery, usually"), ARRIVED, BOTH),
    "hold_careful": (_("Money held after delivery, new sellers and large orders"), ARRIVED, BOTH),
    "hold_unproven": (_("Money held when only the seller says it arrived"), ARRIVED, BOTH),
    "release_grace": (_("Tie for the buyer after the hold has ended"), ARRIVED, BOTH),
    "thaw_minimum": (_("At least held after a case or a late delivery"), ARRIVED, BOTH),
    "remind_first": (_("First reminder before the money moves"), ARRIVED, (BUYERS,)),
    "remind_last": (_("Last reminder before the money moves"), ARRIVED, (BUYERS,)),
    "claim_base": (_("Time to complain after delivery"), ARRIVED, BOTH),
    "claim_plus": (_("Time to complain after delivery, with Plus"), ARRIVED, BOTH),
    "extend": (_("More time that a buyer can take, without a reason"), ARRIVED, BOTH),
    "draft": (_("How long an unsent complaint stops the money"), WRONG, BOTH),
    "seller_answer": (_("Time for the seller to answer a case"), WRONG, BOTH),
    "negotiate": (_("Time for the two to agree"), WRONG, BOTH),
    "offer": (_("Life of an offer"), WRONG, BOTH),
    "undo": (_("Time to undo an agreement"), WRONG, BOTH),
    "evidence": (_("Time to show what our staff ask for"), WRONG, BOTH),
    "comment": (_("Time to comment on a proposed decision"), WRONG, BOTH),
    "execute": (_("From a decision for the buyer to the money"), WRONG, BOTH),
    "appeal": (_("Time to appeal"), WRONG, BOTH),
    "staff_touch": (_("Our staff's first look"), STAFFS, (*BOTH, STAFF)),
    "staff_decide": (_("Our staff's decision"), STAFFS, (*BOTH, STAFF)),
    "appeal_decide": (_("Our staff's decision on an appeal"), STAFFS, (*BOTH, STAFF)),
    "hard_stop": (_("An undecided case gets a second reviewer"), STAFFS, (*BOTH, STAFF)),
    "presumption": (_("An undecided case is decided by the published rule"), STAFFS, BOTH),
    "label": (_("Time for the seller to send a return label"), RETURNS, BOTH),
    "return_ship": (_("Time for the buyer to post a return"), RETURNS, BOTH),
    "return_inspect": (_("Time for the seller to check a return"), RETURNS, BOTH),
    "review": (_("Time to rate an order"), MONEY, BOTH),
    "payout_cool": (_("No payout after a new bank account"), MONEY, (SELLERS,)),
    "reserve_new": (_("How long a new seller's reserve stays back"), MONEY, (SELLERS, FUND)),
    "provider_cap_alert": (_("Alert before a provider may keep no longer"), MONEY, (US, STAFF)),
    "provider_cap_force": (_("Decision before a provider may keep no longer"), MONEY, BOTH),
}
# Short ones that people still count in days.
IN_DAYS = {"hold_trusted", "extend", "nr_opens", "provider_cap_force"}
HOW_OFTEN = {
    "evidence_rounds": (1, 5),
    "extensions": (0, 3),
    "drafts": (0, 3),
    "appeals_per_side": (1, 3),
}
AMOUNTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "auto_resolve": (_("Cases up to this are paid when the seller is silent"), BOTH),
    "one_staff": (_("One person may decide up to this"), (STAFF,)),
    "fund_four_eyes": (_("From the fund without a second person up to this"), (STAFF, FUND)),
    "signature_from": (_("Signature or code needed from"), (SELLERS,)),
    "return_waived": (_("Nothing is sent back up to this worth"), BOTH),
    "careful_from": (_("Held as a large order from"), BOTH),
    "plus_minimum": (_("Plus costs at least"), (BUYERS, FUND)),
    "proof_c_fund": (_("Weakly proven deliveries paid from the fund up to"), (BUYERS, FUND)),
    "presumption_b_seller_under": (_("A photo of the delivery decides for the seller under"), BOTH),
    "payout_minimum": (_("Smallest payout"), (SELLERS,)),
    "open_new": (_("Most on its way at once, new sellers"), (SELLERS, FUND)),
    "open_restricted": (_("Most on its way at once, restricted sellers"), (SELLERS, FUND)),
    "verify_money": (_("Sales from which we ask who a seller is"), (SELLERS,)),
}
FEES: dict[str, Words] = {
    "commission_bps": (_("Our commission"), "percent", (SELLERS, US)),
    "commission_back_bps": (_("Commission given back on a refund"), "percent", (SELLERS, US)),
    "plus_bps": (_("Price of Plus"), "percent", (BUYERS, FUND)),
    "reserve_bps_new": (_("Kept back from new sellers' sales"), "percent", (SELLERS, FUND)),
}
SHARES: dict[str, Words] = {
    "debt_repayment_bps": (_("Of later sales that repays the fund"), "percent", (SELLERS, FUND)),
    "return_cost_waives_bps": (
        _("Return waived when postage is more than this of the worth"),
        "percent",
        BOTH,
    ),
}
LIMITS: dict[str, Words] = {
    "evidence_rounds": (_("Questions of our staff, each side"), "count", BOTH),
    "extensions": (_("Times a buyer can take more time"), "count", BOTH),
    "drafts": (_("Unsent complaints that stop the money"), "count", BOTH),
    "appeals_per_side": (_("Appeals, each side"), "count", BOTH),
}
RATED = (SELLERS,)
SELLERS_NUMBERS: dict[str, Words] = {
    "half_life_days": (_("Days after which a rating counts half"), "count", RATED),
    "one_buyer_days": (_("Days in which one buyer counts once"), "count", RATED),
    "prior_ratings": (_("Ratings that a shop starts with"), "count", RATED),
    "prior_hundredths": (_("Stars that a shop starts with"), "stars", RATED),
    "shelf_ratings": (_("Ratings until a shelf has a mean of its own"), "count", RATED),
    "window_days": (_("Days that are looked at"), "count", RATED),
    "long_window_days": (_("Days that are looked at with few orders"), "count", RATED),
    "window_orders": (_("Few orders are fewer than"), "count", RATED),
    "tracking_days": (_("Days until tracking must show something"), "count", RATED),
    "defects_bps": (_("Most that may be defective"), "percent", RATED),
    "late_bps": (_("Most that may be late"), "percent", RATED),
    "cancelled_bps": (_("Most that may be cancelled"), "percent", RATED),
    "untracked_bps": (_("Most that may be untracked"), "percent", RATED),
    "unanswered_bps": (_("Most that may be unanswered"), "percent", RATED),
    "forgiven": (_("Bad orders that never count"), "count", RATED),
    "costs_from": (_("Bad orders until a level is lost"), "count", RATED),
    "restricted_from": (_("Bad orders until a shop is restricted"), "count", RATED),
    "restricted_times": (_("Restricted from so many times the target"), "count", RATED),
    "restricted_days": (_("Days a restriction lasts"), "count", RATED),
    "new_orders": (_("Orders until a shop is no longer new"), "count", RATED),
    "new_days": (_("Days until a shop is no longer new"), "count", RATED),
    "trusted_orders": (_("Orders until a shop is trusted"), "count", RATED),
    "trusted_days": (_("Days until a shop is trusted"), "count", RATED),
    "trusted_hundredths": (_("Stars of a trusted shop"), "stars", RATED),
    "verify_orders": (_("Orders from which we ask who a seller is"), "count", RATED),
    "verify_days": (_("Days to say who one is"), "count", RATED),
}
NUMBERS = {"fees": FEES, "shares": SHARES, "limits": LIMITS, "sellers": SELLERS_NUMBERS}
