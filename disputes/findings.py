"""What staff can find to be true, as codes that every reader sees in their own language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "not_sent": _("It was never handed to a carrier"),
    "not_arrived": _("It did not arrive"),
    "arrived": _("It arrived"),
    "proof_weak": _("The proof of delivery does not show who got it"),
    "other_thing": _("Something else was sent"),
    "damaged_on_the_way": _("It was damaged on the way"),
    "damaged_by_buyer": _("It was damaged after it had arrived"),
    "defective": _("It does not do what it should"),
    "parts_missing": _("Something was missing"),
    "not_as_described": _("The listing says something that is not true"),
    "as_described": _("It is as the listing describes it"),
    "counterfeit": _("It is a fake"),
    "badly_packed": _("It was not packed well enough for its way"),
    "unsafe": _("It is dangerous"),
    "still_usable": _("It can be used all the same"),
    "used_by_buyer": _("It was used before it came back"),
    "other_came_back": _("Something else came back than was sent"),
    "claim_untrue": _("What was claimed did not happen"),
    "evidence_untrue": _("What was shown is not what happened"),
    "promise_not_kept": _("What was promised in writing was not done"),
}
CHOICES = list(WORDS.items())
