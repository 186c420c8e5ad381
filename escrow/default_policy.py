"""Policy 1: every window and amount of docs/protection.md as data, with its allowed range.

Windows are in hours unless the unit says business days. Amounts are minor units per currency;
a currency without them cannot be enabled.
"""

from typing import Any

DAY = 24


def _window(value: int | float, low: int | float, high: int | float) -> dict[str, Any]:
    return {"unit": "hours", "value": value, "allowed": [low, high]}


WINDOWS: dict[str, dict[str, Any]] = {
    "pay_card": _window(0.5, 0.25, 2),
    "pay_bank": _window(72, 24, 10 * DAY),
    "ship_by": {"unit": "business_days", "value": 3, "allowed": [1, 10]},
    "ship_grace": _window(48, 24, 96),
    "cancel_answer": _window(24, 12, 72),
    "stall_domestic": _window(10 * DAY, 5 * DAY, 20 * DAY),
    "stall_cross_border": _window(20 * DAY, 10 * DAY, 40 * DAY),
    "nr_opens": _window(DAY, 0, 3 * DAY),
    "nr_closes": _window(60 * DAY, 30 * DAY, 120 * DAY),
    "hold_trusted": _window(3 * DAY, 2 * DAY, 14 * DAY),
    "hold_standard": _window(7 * DAY, 3 * DAY, 21 * DAY),
    "hold_careful": _window(14 * DAY, 7 * DAY, 30 * DAY),
    "hold_unproven": _window(14 * DAY, 7 * DAY, 30 * DAY),
    "release_grace": _window(0.25, 0.25, 1),
    "thaw_minimum": _window(48, 24, 96),
    "remind_first": _window(72, 48, 120),
    "remind_last": _window(24, 12, 48),
    "claim_base": _window(30 * DAY, 14 * DAY, 90 * DAY),
    "claim_plus": _window(60 * DAY, 30 * DAY, 180 * DAY),
    "extend": _window(3 * DAY, DAY, 7 * DAY),
    "draft": _window(48, 24, 96),
    "seller_answer": _window(72, 48, 5 * DAY),
    "negotiate": _window(7 * DAY, 3 * DAY, 14 * DAY),
    "offer": _window(72, 24, 7 * DAY),
    "undo": _window(1, 0.5, 24),
    "evidence": _window(72, 48, 7 * DAY),
    "staff_touch": _window(24, 4, 72),
    "staff_decide": _window(72, 24, 7 * DAY),
    "comment": _window(48, 24, 96),
    "execute": _window(48, 24, 96),
    "appeal": _window(10 * DAY, 5 * DAY, 30 * DAY),
    "appeal_decide": _window(5 * DAY, 2 * DAY, 10 * DAY),
    "label": _window(72, 24, 7 * DAY),
    "return_ship": _window(10 * DAY, 5 * DAY, 21 * DAY),
    "return_inspect": _window(72, 48, 7 * DAY),
    "hard_stop": _window(45 * DAY, 30 * DAY, 60 * DAY),
    "presumption": _window(60 * DAY, 45 * DAY, 90 * DAY),
    "review": _window(30 * DAY, 14 * DAY, 60 * DAY),
    "payout_cool": _window(72, 24, 7 * DAY),
    "reserve_new": _window(30 * DAY, 14 * DAY, 90 * DAY),
    "provider_cap_alert": _window(14 * DAY, 7 * DAY, 30 * DAY),
    "provider_cap_force": _window(3 * DAY, 2 * DAY, 7 * DAY),
}

_EUR = {
    "auto_resolve": 2500,
    "one_staff": 20000,
    "fund_four_eyes": 10000,
    "signature_from": 50000,
    "return_waived": 1500,
    "careful_from": 50000,
    "plus_minimum": 50,
    "proof_c_fund": 20000,
    "presumption_b_seller_under": 50000,
    "payout_minimum": 1000,
    "open_new": 300000,
    "open_restricted": 50000,
    "verify_money": 200000,
}
# Minor units of the currency per euro cent, rounded to what people there would call round.
_SCALES = {"EUR": (1, 1), "USD": (1, 1), "GBP": (1, 1), "BRL": (6, 1), "JPY": (8, 5), "KWD": (3, 1)}

AMOUNTS: dict[str, dict[str, int]] = {
    currency: {name: minor * times // over for name, minor in _EUR.items()}
    for currency, (times, over) in _SCALES.items()
}

# How sellers are rated and what their level is: section 6 of docs/protection.md. Shares are of what
# went wrong; stars are in hundredths.
SELLERS: dict[str, int] = {
    "half_life_days": 180,
    "one_buyer_days": 10,
    "prior_ratings": 10,
    "prior_hundredths": 400,
    "shelf_ratings": 20,
    "window_days": 60,
    "long_window_days": 365,
    "window_orders": 40,
    "tracking_days": 5,
    "defects_bps": 100,
    "late_bps": 400,
    "cancelled_bps": 250,
    "untracked_bps": 500,
    "unanswered_bps": 500,
    "forgiven": 1,
    "costs_from": 3,
    "restricted_from": 5,
    "restricted_times": 5,
    "restricted_days": 30,
    "new_orders": 5,
    "new_days": 30,
    "trusted_orders": 20,
    "trusted_days": 60,
    "trusted_hundredths": 430,
    "verify_orders": 30,
    "verify_days": 14,
}

BODY: dict[str, Any] = {
    "title": "Holdfast buyer protection",
    "windows": WINDOWS,
    "amounts": AMOUNTS,
    "fees": {
        "commission_bps": 800,
        "commission_back_bps": 10_000,
        "plus_bps": 300,
        "reserve_bps_new": 1000,
    },
    "shares": {"debt_repayment_bps": 5000, "return_cost_waives_bps": 5000},
    "sellers": SELLERS,
    "limits": {"evidence_rounds": 2, "extensions": 1, "drafts": 1, "appeals_per_side": 1},
    "coverage": {
        "base": [
            "not_received",
            "not_as_described",
            "wrong_item",
            "missing_or_short",
            "defective",
            "damaged",
            "counterfeit",
            "unsafe",
        ],
        "plus_adds": ["change_of_mind_postage"],
    },
    "presumptions": [
        {"when": "no_dispatch_scan", "for": "buyer"},
        {"when": "dispatched_not_delivered_date_passed", "for": "buyer"},
        {"when": "delivered_grade_a", "for": "seller"},
        {
            "when": "delivered_grade_b",
            "for": "seller",
            "under": "presumption_b_seller_under",
            "else": "staff",
        },
        {"when": "delivered_grade_c", "for": "buyer", "up_to": "proof_c_fund", "from": "fund"},
        {"when": "delivered_grade_d", "for": "buyer"},
        {"when": "complete_evidence_silent_seller", "for": "buyer"},
        {"when": "evidence_missing_after_request", "for": "seller"},
        {"when": "seller_refuses_return", "for": "buyer"},
        {"when": "counterfeit_confirmed", "for": "buyer"},
        {"when": "undecidable", "for": "half_each"},
    ],
}
