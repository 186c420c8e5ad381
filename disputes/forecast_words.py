"""The forecast in words, for the seller: money, postage, days, and what it does to their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from babel.numbers import format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes import presumptions
from disputes.forecast import Ending, Forecast
from disputes.models import Dispute
from disputes.models.dispute_state import PostageBy, Remedy
from escrow import reading


@dataclass(frozen=True)
class Told:
    """A forecast of one answer: pairs of what it is about, and a sentence."""

    accept: list[tuple[str, str]]
    contest: list[tuple[str, str]]


def of(case: Dispute, found: Forecast) -> Told:
    return Told(
        accept=[
            (_("Money"), _money(case, found.accept)),
            *_postage(found),
            (_("Time"), _time_of_accepting(case, found.accept)),
            (_("Your figures"), _figures(found, found.accept)),
        ],
        contest=[
            (_("Money"), _by_rule(case, found)),
            (_("At worst"), _money(case, found.lost)),
            (_("Time"), _time_of_contesting(found)),
            (_("Your figures"), _figures_of_contesting(found)),
        ],
    )


def _money(case: Dispute, ending: Ending) -> str:
    named = {"back": ending.buyer_gets.format(), "name": case.order.buyer.get_short_name()}
    if not ending.buyer_gets:
        words = _("Nothing goes back if you send it again in time; if not, %(claimed)s does.")
        return words % {"claimed": case.claimed.format()}
    if case.after_release:
        words = _("%(back)s goes back to %(name)s, out of your reserve and your balance.")
        return words % named
    words = _("%(back)s goes back to %(name)s. You keep %(kept)s of these things, after our fee.")
    return words % {**named, "kept": ending.seller_gets.format()}


def _by_rule(case: Dispute, found: Forecast) -> str:
    """What the published rule says, and that staff may find otherwise."""
    ending, favours = found.by_rule, found.rule.favours
    if ending is None:
        return _("Our rules leave this to our staff, who look at what both of you bring.")
    kept = {"kept": ending.seller_gets.format(), "back": ending.buyer_gets.format()}
    if found.rule.from_fund:
        said = _("Our rule so far: the guarantee fund pays %(back)s, and you keep %(kept)s.")
    elif favours == presumptions.BUYER:
        said = _("Our rule so far is for the buyer: %(back)s goes back.")
    elif favours == presumptions.SELLER and case.after_release:
        said = _("Our rule so far is for you: nothing goes back.")
    elif favours == presumptions.SELLER:
        said = _("Our rule so far is for you: you keep %(kept)s.")
    else:
        said = _("Our rule so far gives half to each, if nobody can tell: %(back)s goes back.")
    return " ".join([said % kept, _("What you bring can change that.")])


def _postage(found: Forecast) -> list[tuple[str, str]]:
    words = {
        PostageBy.SELLER: _("You pay for sending it back."),
        PostageBy.BUYER: _("The buyer pays for sending it back."),
        PostageBy.FUND: _("The guarantee fund pays for sending it back."),
    }
    return [(_("Postage"), words[PostageBy(found.postage_by)])] if found.postage_by else []


def _time_of_accepting(case: Dispute, ending: Ending) -> str:
    if ending.takes:
        words = _("At most %(days)s and the carrier's own, until you have looked at it.")
        return words % {"days": _days(ending.takes)}
    if case.remedy in (Remedy.REPLACEMENT, Remedy.MISSING_PART):
        return _("Until the second parcel has come; the money stands still as long.")
    return _("At once. The case is closed.")


def _time_of_contesting(found: Forecast) -> str:
    words = _(
        "About %(lost)s if it is decided against you, %(won)s if for you. The money stands still "
        "until then."
    )
    return words % {"lost": _days(found.lost.takes), "won": _days(found.won.takes)}


def _days(time: timedelta) -> str:
    days = round(time / timedelta(days=1))
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _figures(found: Forecast, ending: Ending) -> str:
    return " ".join([_defects(found, ending), _claims(found)])


def _figures_of_contesting(found: Forecast) -> str:
    if not found.lost.counts:
        return _figures(found, found.won)
    words = _(
        "If it is decided against you, your order defect rate of %(days)s days goes from %(now)s to "
        "%(then)s; if for you, it stays."
    )
    return words % _rates(found)


def _defects(found: Forecast, ending: Ending) -> str:
    if not ending.counts:
        return _("Your order defect rate stays at %(now)s.") % _rates(found)
    words = _(
        "Your order defect rate of %(days)s days goes from %(now)s to %(then)s; it should be under "
        "%(target)s."
    )
    return words % _rates(found)


def _rates(found: Forecast) -> dict[str, object]:
    return {
        "now": _percent(found.defects.share_with(0)),
        "then": _percent(found.defects.share_with(1)),
        "target": _percent((found.defects.target_bps or 0) / 10_000),
        "days": found.days,
    }


def _claims(found: Forecast) -> str:
    """A claim counts when it is made, however it ends."""
    if found.claim_rate is None:
        return _("Your claim rate is not shown yet: you have too few orders.")
    words = _("Your claim rate has this case in it already and stays at %(rate)s.")
    return words % {"rate": _percent(found.claim_rate)}


def _percent(share: float) -> str:
    locale = reading.name()
    return str(format_percent(share, format="#,##0.0 %", locale=locale))
