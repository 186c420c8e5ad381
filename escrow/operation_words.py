"""What each answer of a provider would mean, said before anybody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import Operation

Kind = Operation.Kind


@dataclass(frozen=True)
class Meaning:
    """One answer, and what then happens by itself."""

    answer: Promise
    then: Promise


_STILL = Meaning(
    _("No clear answer again"),
    _("Nothing changes. We go on asking by ourselves, and you can ask again later."),
)
MEANINGS: Mapping[str, list[Meaning]] = {
    Kind.CHARGE: [
        Meaning(_("It took the money"), _("The order is paid, and the seller is told to send.")),
        Meaning(
            _("It took nothing"),
            _("The payment is over. The buyer can pay another way while the order waits."),
        ),
        _STILL,
    ],
    Kind.REFUND: [
        Meaning(_("It sent the money back"), _("The refund is done, and the buyer is told.")),
        Meaning(
            _("It could not"),
            _("The money stays with us, and the buyer chooses another way to get it."),
        ),
        _STILL,
    ],
    Kind.PAYOUT: [
        Meaning(_("The bank has it"), _("The payout is done, and the seller is told.")),
        Meaning(
            _("The bank would not take it"),
            _("It is in the seller's balance again, and tried once more after a day."),
        ),
        Meaning(
            _("The bank sent it back"),
            _("It is in the seller's balance again; nothing more leaves for that account."),
        ),
        _STILL,
    ],
    Kind.CONTEST: [
        Meaning(_("The bank has our papers"), _("Its decision comes later, by a message.")),
        Meaning(_("It did not take them"), _("The papers can be sent again while there is time.")),
        _STILL,
    ],
}
