"""When each published presumption applies, and what it means, in plain sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_ARRIVED, NOT_AS_BOUGHT, NO_ANSWER, OTHER = "not_arrived", "not_as_bought", "no_answer", "other"
QUESTIONS: dict[str, Promise] = {
    NOT_ARRIVED: _("It has not arrived"),
    NOT_AS_BOUGHT: _("It is not what I bought"),
    NO_ANSWER: _("Somebody does not answer"),
    OTHER: _("Everything else"),
}
# Which question a rule answers, and when it applies; a time in it is the policy's own window.
WHEN: dict[str, tuple[str, Promise, str]] = {
    "no_dispatch_scan": (NOT_ARRIVED, _("It was never handed to a carrier"), ""),
    "dispatched_not_delivered_date_passed": (
        NOT_ARRIVED,
        _("It was sent, nobody delivered it, and the promised day is over"),
        "",
    ),
    "delivered_grade_a": (NOT_ARRIVED, _("It was handed over against a code or a signature"), ""),
    "delivered_grade_b": (
        NOT_ARRIVED,
        _("It was delivered, and the carrier has a photo or the place"),
        "",
    ),
    "delivered_grade_c": (
        NOT_ARRIVED,
        _("It was delivered, and all that shows it is a scan at the postcode"),
        "",
    ),
    "delivered_grade_d": (NOT_ARRIVED, _("Only the seller says that it was delivered"), ""),
    "counterfeit_confirmed": (NOT_AS_BOUGHT, _("It is found to be a fake"), ""),
    "undecidable": (NOT_AS_BOUGHT, _("Nobody can tell who is right"), ""),
    "complete_evidence_silent_seller": (
        NO_ANSWER,
        _("The buyer has shown what was asked for, and the seller says nothing for %(time)s"),
        "seller_answer",
    ),
    "evidence_missing_after_request": (
        NO_ANSWER,
        _("We asked the buyer for something that shows it, and nothing came for %(time)s"),
        "evidence",
    ),
    "seller_refuses_return": (
        NO_ANSWER,
        _("The seller names no address and gives no label for %(time)s"),
        "label",
    ),
}
FAVOURS: dict[str, Promise] = {
    "buyer": _("for the buyer"),
    "seller": _("for the seller"),
    "staff": _("our staff decide"),
    "half_each": _("half each"),
}
MEANS: dict[str, Promise] = {
    "buyer": _("The buyer gets the money back, and the seller pays."),
    "fund": _("The buyer gets the money back from the guarantee fund. The seller keeps theirs."),
    "seller": _("The seller keeps the money."),
    "staff": _("One of our staff reads the case and decides."),
    "half_each": _("Each gets half."),
}
# How long each turn of a case is, in the order in which they come.
TURNS: dict[str, Promise] = {
    "seller_answer": _("The seller answers"),
    "offer": _("An offer stays on the table"),
    "negotiate": _("The two talk; then our staff decide"),
    "evidence": _("Whoever is asked for something brings it"),
    "staff_decide": _("Our staff decide"),
    "comment": _("Both read a decision before it stands"),
    "execute": _("A decision for the buyer is paid after"),
    "appeal": _("Either side can appeal"),
    "appeal_decide": _("Somebody else decides on an appeal"),
    "label": _("The seller says where a return goes"),
    "return_ship": _("The buyer posts it"),
    "return_inspect": _("The seller looks at what came back"),
    "hard_stop": _("Still not decided: somebody else reads it"),
    "presumption": _("Still not decided: the rules above decide"),
}
