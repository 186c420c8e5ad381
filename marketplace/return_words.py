"""What a shop promises about things that the buyer simply does not like, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sellers.models import Seller
from sellers.models.seller import ReturnCondition, ReturnPostage


def short(seller: Seller) -> str:
    """For a card: within 30 days, the shop pays the postage."""
    days = seller.return_days
    if not days:
        return _("not for a change of mind")
    within = ngettext("within %(days)s day", "within %(days)s days", days) % {"days": days}
    if seller.return_postage == ReturnPostage.SELLER:
        return _("%(within)s, the shop pays the postage") % {"within": within}
    return within


def whole(seller: Seller) -> str:
    """A paragraph that says how long, who pays, and in which condition."""
    days = seller.return_days
    if not days:
        return _(
            "This shop takes nothing back only because you do not like it. When something is wrong "
            "with it, you are protected all the same."
        )
    begin = ngettext(
        "You do not like it? Send it back within %(days)s day after it arrived.",
        "You do not like it? Send it back within %(days)s days after it arrived.",
        days,
    ) % {"days": days}
    return f"{begin} {_condition(seller)} {_postage(seller)}"


def _condition(seller: Seller) -> str:
    if seller.return_condition == ReturnCondition.TRIED:
        return _("You may have tried it, as long as nothing is missing or broken.")
    return _("It has to be unused, as it came.")


def _postage(seller: Seller) -> str:
    if seller.return_postage == ReturnPostage.SELLER:
        return _("The shop pays the postage.")
    return _("You pay the postage.")
