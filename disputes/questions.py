"""The questions that reasons ask; each answer is a code with words in every language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from disputes.question import Kind, Question

YES_NO = {"yes": _("Yes"), "no": _("No")}
ATTRIBUTES = {
    "kind": _("What it is"),
    "colour": _("Colour"),
    "size": _("Size"),
    "model": _("Model"),
    "material": _("Material"),
    "condition": _("Condition"),
    "brand": _("Brand"),
    "function": _("What it can do"),
    "other": _("Something else"),
}

ASKED_AROUND = Question("asked_around", _("Did you ask at home and next door?"), answers=YES_NO)
PLACES = Question(
    "looked",
    _("Where did you look?"),
    Kind.SOME,
    {
        "door": _("At the door"),
        "letterbox": _("In the letterbox"),
        "hallway": _("In the hallway or the garden"),
        "neighbours": _("At the neighbours'"),
        "pickup": _("At the pickup point"),
    },
)
CODE_SEEN = Question(
    "code_asked", _("Did anybody ask you for a code or a signature?"), answers=YES_NO
)
DECLARED = Question(
    "declared",
    _("I declare that I did not get it, nor did anybody for me"),
    answers={"yes": _("Yes, that is true")},
)
CAME_ON = Question("received_on", _("When did it arrive?"), Kind.DAY)
DIFFERENCE = Question("attribute", _("What is different?"), answers=ATTRIBUTES)
EXPECTED = Question("expected", _("What did you order, in a few words?"), Kind.WORDS)
RECEIVED = Question("received", _("And what did you get?"), Kind.WORDS)
FUNCTION = Question(
    "function",
    _("What does not work?"),
    answers={
        "starts": _("It does not switch on or start"),
        "power": _("Charging or power"),
        "screen": _("Screen or light"),
        "sound": _("Sound"),
        "connection": _("Connection to other devices"),
        "moving_part": _("A part that moves, opens or closes"),
        "tight": _("It leaks or does not hold"),
        "other": _("Something else"),
    },
)
SINCE = Question("since", _("Since when?"), Kind.DAY)
TRIED = Question(
    "tried",
    _("What have you tried?"),
    Kind.SOME,
    {
        "restarted": _("Switched it off and on again"),
        "charged": _("Charged it, or changed the battery"),
        "instructions": _("Followed the instructions"),
        "elsewhere": _("Tried it somewhere else, or with another device"),
        "nothing": _("Nothing yet"),
    },
)
PACKAGING = Question(
    "packaging",
    _("How was the outer box?"),
    answers={
        "intact": _("Intact"),
        "dented": _("Dented or torn"),
        "wet": _("Wet"),
        "opened": _("Opened before"),
        "none": _("There was none"),
    },
)
WHERE = Question(
    "where",
    _("Where is it damaged?"),
    Kind.SOME,
    {
        "outside": _("Outside, it can be seen"),
        "inside": _("Inside"),
        "broken": _("It is in pieces"),
        "part": _("Only a part that can be changed"),
    },
)
COUNT_EXPECTED = Question("count_expected", _("How many should there be?"), Kind.COUNT)
COUNT_RECEIVED = Question("count_received", _("How many are there?"), Kind.COUNT)
BRAND = Question("brand", _("Which brand does it say it is?"), Kind.WORDS)
INDICATOR = Question(
    "indicator",
    _("What gives it away?"),
    Kind.SOME,
    {
        "label": _("Label or logo"),
        "serial": _("Serial number"),
        "making": _("How it is made"),
        "material": _("Material"),
        "packaging": _("Packaging"),
        "maker_says": _("The maker says so"),
    },
)
HAZARD = Question(
    "hazard",
    _("What is the danger?"),
    Kind.SOME,
    {
        "fire": _("Heat or fire"),
        "shock": _("Electric shock"),
        "poison": _("Poison, or something that irritates"),
        "sharp": _("Sharp edges, or it breaks"),
        "choking": _("Small parts a child can swallow"),
        "recalled": _("The maker or the state has called it back"),
    },
)
PROMISE = Question(
    "promise",
    _("What was promised?"),
    answers={
        "return": _("That I can send it back"),
        "repair": _("A repair, or spare parts"),
        "warranty": _("A warranty"),
        "service": _("Something that belongs to it, like setting it up"),
        "other": _("Something else"),
    },
)
PROMISED_IN = Question(
    "promised_in",
    _("Where was it promised?"),
    answers={
        "listing": _("In the listing"),
        "policy": _("In the shop's own rules"),
        "message": _("In a message"),
    },
)
EXTRA_FOR = Question(
    "extra_for",
    _("What was the extra money for?"),
    answers={
        "shipping": _("Shipping"),
        "customs": _("Customs or tax"),
        "fee": _("A fee"),
        "price": _("A higher price"),
        "other": _("Something else"),
    },
)
