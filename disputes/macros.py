"""Ready-made reasons, in every language, filled from the case and from the ledger.

A macro names an amount only through a figure below, so it cannot name one that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes import arithmetic, case_words
from disputes.models import Dispute
from disputes.models.decision import Outcome
from escrow.money import Money
from marketplace.moments import told


@dataclass(frozen=True)
class Macro:
    """A title for staff, and the sentences that both will read."""

    code: str
    outcome: Outcome
    title: Promise
    text: Promise


MACROS = [
    Macro(
        "not_sent",
        Outcome.REFUND,
        _("Never sent: all back"),
        _(
            "No carrier has ever had a parcel for %(title)s, so it was not sent. %(buyer)s gets "
            "%(refund)s back."
        ),
    ),
    Macro(
        "not_arrived",
        Outcome.REFUND,
        _("Sent and not arrived: all back"),
        _(
            "%(title)s was handed to a carrier, and no scan shows that it arrived. The seller "
            "bears what happens on the way. %(buyer)s gets %(refund)s back."
        ),
    ),
    Macro(
        "arrived",
        Outcome.RELEASE,
        _("It arrived: the seller keeps the money"),
        _(
            "The carrier's own scan shows that %(title)s arrived on %(delivered)s. %(shop)s has "
            "done what was promised, and gets %(seller_gets)s after our fee of %(fee)s."
        ),
    ),
    Macro(
        "damaged",
        Outcome.REFUND,
        _("Damaged on the way: all back"),
        _(
            "The photos show damage that was there when the box was opened. Whoever sends a thing "
            "bears its way. %(buyer)s gets %(refund)s of %(claimed)s back."
        ),
    ),
    Macro(
        "not_as_described",
        Outcome.REFUND,
        _("Not as described"),
        _(
            "%(title)s differs from what its listing said when it was sold. The listing is what "
            "was bought, so %(buyer)s gets %(refund)s back."
        ),
    ),
    Macro(
        "as_described",
        Outcome.RELEASE,
        _("As described: the seller keeps the money"),
        _(
            "We have laid the photos beside the listing as it was sold. What is shown is what was "
            "described. %(shop)s keeps the money."
        ),
    ),
    Macro(
        "part",
        Outcome.SPLIT,
        _("Still usable: a part back"),
        _(
            "Something is wrong with %(title)s, and it can be used all the same. %(buyer)s keeps "
            "it and gets %(refund)s back; %(shop)s gets %(seller_gets)s."
        ),
    ),
    Macro(
        "nothing_shown",
        Outcome.RELEASE,
        _("Nothing was shown: the seller keeps the money"),
        _(
            "We asked for something that shows what is wrong, and nothing came in time. What "
            "nobody has shown cannot be decided against somebody. %(shop)s keeps the money."
        ),
    ),
]
BY_CODE = {macro.code: macro for macro in MACROS}


def filled(code: str, dispute: Dispute, refund: Money, language: str) -> str:
    """The sentences in a language, with this case's own names, days and figures."""
    with translation.override(language):
        return str(BY_CODE[code].text) % _figures(dispute, refund)


def languages(dispute: Dispute, own: str) -> list[str]:
    """In which it makes sense: the writer's own, and each party's."""
    theirs = [dispute.order.buyer.language, dispute.order.seller.user.language]
    return list(dict.fromkeys(each for each in [own, *theirs] if each))


def _figures(dispute: Dispute, refund: Money) -> dict[str, str]:
    sums = arithmetic.work_out(dispute, refund)
    titles = [line.line.title for line in dispute.lines.all()]
    return {
        "buyer": dispute.order.buyer.get_short_name(),
        "shop": dispute.order.seller.name,
        "title": "“" + "”, “".join(titles) + "”",
        "claimed": case_words.amount(dispute.claimed),
        "refund": case_words.amount(refund),
        "seller_gets": case_words.amount(sums.seller),
        "fee": case_words.amount(sums.fee),
        "delivered": told(dispute.order.delivered_at) or "–",
    }
