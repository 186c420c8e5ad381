"""Everything that can be wrong, in plain words: the cards that a buyer chooses from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from disputes import questions as q
from disputes.models.dispute_state import Remedy
from disputes.reason import Reason

R = Remedy
_NOTHING = _("Nothing: the parcel's scans tell us.")
_FULL = _("Usually all your money back.")
_PART = _("Usually a return and your money back, or part of it and you keep the thing.")

REASONS = [
    Reason(
        "NR-LOST",
        _("It has not arrived"),
        _("The promised day is over."),
        _NOTHING,
        _FULL,
        after_delivery=False,
    ),
    Reason(
        "NR-SCAN",
        _("It says delivered, but I have nothing"),
        _("Ask at home and next door first."),
        _("Say where you looked and whom you asked."),
        _("It depends on how well the delivery is proven."),
        asks=(q.ASKED_AROUND, q.PLACES, q.CODE_SEEN, q.DECLARED),
    ),
    Reason(
        "NR-LATE",
        _("It came too late"),
        _("It is here and right, and came after the promised day."),
        _("Nothing: tell us the day."),
        _("Usually the shipping back, or you send it back."),
        remedies=(R.PARTIAL, R.RETURN),
        asks=(q.CAME_ON,),
        came_late=True,
    ),
    Reason(
        "ND-DAMAGED",
        _("It arrived damaged"),
        _("Broken, bent, leaking, scratched."),
        _("The thing, the outer box, and the label."),
        _PART,
        needs_photo=True,
        remedies=(R.REFUND, R.PARTIAL, R.RETURN, R.REPLACEMENT),
        asks=(q.PACKAGING, q.WHERE),
    ),
    Reason(
        "ND-DEFECT",
        _("It does not work"),
        _("Or stopped working."),
        _("A photo of what goes wrong, and what you tried."),
        _PART,
        needs_photo=True,
        remedies=(R.RETURN, R.PARTIAL, R.REPLACEMENT, R.REFUND),
        asks=(q.FUNCTION, q.SINCE, q.TRIED),
    ),
    Reason(
        "ND-WRONG",
        _("It is something else"),
        _("Not the thing that you ordered."),
        _("The thing you got, and the label on the parcel."),
        _PART,
        needs_photo=True,
        remedies=(R.RETURN, R.REPLACEMENT, R.PARTIAL, R.REFUND),
        asks=(q.EXPECTED, q.RECEIVED),
    ),
    Reason(
        "ND-VARIANT",
        _("It is another colour, size or model"),
        _("The right thing, and not the one that you chose."),
        _("The thing you got, and the label on the parcel."),
        _PART,
        needs_photo=True,
        remedies=(R.RETURN, R.REPLACEMENT, R.PARTIAL, R.REFUND),
        asks=(q.DIFFERENCE, q.EXPECTED, q.RECEIVED),
    ),
    Reason(
        "ND-DESCRIPTION",
        _("It is not as described"),
        _("Something in the listing is not true."),
        _("A photo that shows the difference."),
        _PART,
        needs_photo=True,
        remedies=(R.RETURN, R.PARTIAL, R.REFUND),
        asks=(q.DIFFERENCE, q.RECEIVED),
    ),
    Reason(
        "ND-MISSING",
        _("Something is missing"),
        _("A part, or something that belongs to it."),
        _("Everything that was in the parcel, in one photo."),
        _("Usually the missing part, or its share of the price."),
        needs_photo=True,
        remedies=(R.MISSING_PART, R.PARTIAL, R.REFUND),
        asks=(q.COUNT_EXPECTED, q.COUNT_RECEIVED),
    ),
    Reason(
        "ND-SHORT",
        _("There are fewer than I bought"),
        _("Two instead of three, half a litre instead of one."),
        _("Everything that was in the parcel, in one photo."),
        _("Usually the rest is sent, or its share of the price goes back."),
        needs_photo=True,
        remedies=(R.MISSING_PART, R.PARTIAL, R.REFUND),
        asks=(q.COUNT_EXPECTED, q.COUNT_RECEIVED),
    ),
    Reason(
        "ND-COUNTERFEIT",
        _("It is a fake"),
        _("Not made by the brand it names."),
        _("What gives it away: label, stitching, serial number."),
        _FULL,
        needs_photo=True,
        never_returned=True,
        asks=(q.BRAND, q.INDICATOR),
    ),
    Reason(
        "ND-UNSAFE",
        _("It is dangerous"),
        _("Fire, shock, poison, sharp edges."),
        _("What is dangerous. Do not use it any more."),
        _FULL,
        needs_photo=True,
        never_returned=True,
        asks=(q.HAZARD,),
    ),
    Reason(
        "SV-REFUSED",
        _("The shop does not do what it promised"),
        _("A return, a repair, a warranty, a service."),
        _("The message or the rule that promises it, as a picture."),
        _("Usually what was promised, or a part of the money."),
        needs_photo=True,
        remedies=(R.PARTIAL, R.RETURN, R.REFUND),
        asks=(q.PROMISE, q.PROMISED_IN),
    ),
    Reason(
        "SV-EXTRA",
        _("The shop made me pay more"),
        _("For shipping, customs or anything else, outside this order."),
        _("The message that asks for it, and what you paid, as a picture."),
        _("Usually what you paid on top goes back."),
        needs_photo=True,
        remedies=(R.PARTIAL,),
        asks=(q.EXTRA_FOR,),
    ),
    Reason(
        "RM-WITHDRAW",
        _("I withdraw from the purchase"),
        _("Where the law gives you two weeks to look at it at home."),
        _("Nothing, and no reason. Send it back as it came."),
        _("Your money when it has come back. You pay the postage; with Plus we do."),
        remedies=(R.RETURN,),
        mind_changed=True,
        by_law=True,
    ),
    Reason(
        "RM-CHANGE",
        _("I have changed my mind"),
        _("It is as described, and I do not want to keep it."),
        _("Nothing. Send it back unused, as it came."),
        _("Your money when it has come back. You pay the postage; with Plus we do."),
        remedies=(R.RETURN,),
        mind_changed=True,
    ),
]
CODES = [reason.code for reason in REASONS]
# What we know ourselves, from the parcel's scans; nobody has to say it.
BY_SYSTEM = [
    Reason(
        code,
        title,
        _("The parcel's scans say so."),
        _NOTHING,
        _FULL,
        after_delivery=False,
        by_system=True,
    )
    for code, title in (
        ("NR-STALL", _("It has not moved for too long")),
        ("NR-RETURNED", _("It went back to the seller")),
        ("NR-GONE", _("The carrier has lost it")),
    )
]

# The API's schema names the set of them.
CODES = [reason.code for reason in REASONS]
