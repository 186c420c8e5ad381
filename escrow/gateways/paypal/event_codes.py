"""What the codes of PayPal's transaction search mean to our books.

The letters after the T are the group; where a group holds several things, the whole code decides.
Money that PayPal only moves aside (T15, T21) is not in the balance lines that we ask for.
"""

from __future__ import annotations

CHARGE, REFUND, PAYOUT, CHARGEBACK = "charge", "refund", "payout", "chargeback"
FEE, SETTLEMENT, OTHER = "fee", "settlement", "other"

CODES = {
    "T1106": CHARGEBACK,  # PayPal takes a payment back
    "T1107": REFUND,
    "T1108": FEE,
    "T1109": FEE,
    "T1110": CHARGEBACK,  # held while a dispute is looked into
    "T1111": CHARGEBACK,  # not held any more
    "T1114": PAYOUT,  # a payout that came back
    "T1115": PAYOUT,
    "T1201": CHARGEBACK,
    "T1202": CHARGEBACK,
    "T1205": CHARGEBACK,
}
GROUPS = {"T01": FEE, "T03": SETTLEMENT, "T04": SETTLEMENT, "T17": SETTLEMENT}
HOLD_ENDS, TAKEN = "T1111", {"T1106", "T1201"}
# These have an own id, and name what they are about beside it.
ABOUT_ANOTHER = {"T1114", "T1115"}


def meaning(code: str, *, comes_in: bool) -> str:
    """Charge, refund, payout, chargeback, fee or settlement; `other` is for a person to explain."""
    if code in CODES:
        return CODES[code]
    if code.startswith("T00"):
        return CHARGE if comes_in else PAYOUT
    return GROUPS.get(code[:3], OTHER)
