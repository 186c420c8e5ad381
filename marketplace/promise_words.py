"""The codes of a policy in plain words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COVERED: dict[str, Promise] = {
    "not_received": _("It never arrives"),
    "not_as_described": _("It is not as described"),
    "wrong_item": _("It is something else"),
    "missing_or_short": _("Something is missing"),
    "defective": _("It does not work"),
    "damaged": _("It arrives damaged"),
    "counterfeit": _("It is a fake"),
    "unsafe": _("It is dangerous"),
}
PLUS_ADDS: dict[str, Promise] = {
    "change_of_mind_postage": _("We pay the postage back when you change your mind"),
}

# For each window: what it is, and what happens when it ends.
Words = dict[str, tuple[Promise, Promise]]
WINDOWS: list[tuple[Promise, Words]] = [
    (
        _("Buying and sending"),
        {
            "pay_card": (_("You pay"), _("Else the order ends and nothing was taken.")),
            "ship_by": (_("The seller sends it"), _("A seller may set one to ten working days.")),
            "ship_grace": (
                _("and a little longer"),
                _("Still not sent: you get everything back, by itself."),
            ),
            "nr_opens": (
                _("After the promised day"),
                _("From then on you can say that it has not arrived."),
            ),
            "nr_closes": (
                _("Still nothing, and nobody said a word"),
                _("We take it for lost: you get everything back, by itself."),
            ),
        },
    ),
    (
        _("After it arrived"),
        {
            "hold_trusted": (
                _("We hold the money, trusted seller"),
                _("Then the seller gets it, unless you say otherwise."),
            ),
            "hold_standard": (
                _("We hold the money, usually"),
                _("Then the seller gets it, unless you say otherwise."),
            ),
            "hold_careful": (
                _("We hold the money, new seller or a large order"),
                _("Then the seller gets it, unless you say otherwise."),
            ),
            "hold_unproven": (
                _("We hold the money when only the seller says it arrived"),
                _("Counted from the promised day if that is later."),
            ),
            "extend": (_("More time, once, no questions"), _("Added to the days we hold it.")),
            "remind_first": (_("We remind you before"), _("And once more, see below.")),
            "remind_last": (_("The last reminder before"), _("It is never left out.")),
            "claim_base": (
                _("You can complain"),
                _("Also after the money has moved to the seller."),
            ),
            "claim_plus": (_("You can complain, with Plus"), _("The same, for longer.")),
        },
    ),
    (
        _("When something is wrong"),
        {
            "seller_answer": (
                _("The seller answers"),
                _("Silence is no way out: the case goes on without the seller."),
            ),
            "staff_decide": (
                _("Our staff decide"),
                _("With reasons, and the rules they stand on."),
            ),
            "comment": (
                _("Both read the decision before it stands"),
                _("Each side can still say what is not true in it."),
            ),
            "appeal": (_("Either side can appeal, once"), _("Somebody else looks at it again.")),
        },
    ),
    (
        _("Afterwards"),
        {
            "review": (
                _("You can rate the order"),
                _("Ratings stay sealed until this time is over."),
            ),
        },
    ),
]
