"""The head of each line of a case's timeline, from its code, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from disputes import case_words, clauses, parcel_words
from disputes.models import Dispute, Statement
from disputes.models.dispute_state import PostageBy, Remedy, Side
from escrow.money import Money

Kind = Statement.Kind


def said(statement: Statement, dispute: Dispute) -> str:
    """Who did what, with amounts and remedies as this reader writes them."""
    if statement.kind == Kind.OPENED:
        title = case_words.reason(statement.detail.get("reason", dispute.reason))
        opened = _("%(title)s: we opened this case ourselves, from the parcel's scans")
        return opened % {"title": title} if dispute.opened_by_system else title
    return WORDS[Kind(statement.kind)]() % _named(statement, dispute)


WORDS: dict[Kind, Callable[[], str]] = {
    Kind.EVIDENCE: lambda: _("More about it"),
    Kind.ACCEPTED: lambda: _("Agrees: the buyer gets what was asked for"),
    Kind.CONTESTED: lambda: _("Sees it differently"),
    Kind.SILENT: lambda: _("The seller did not answer in time"),
    Kind.OFFERED: lambda: _("Offers: %(offer)s"),
    Kind.AGREED: lambda: _("Takes the offer: %(offer)s"),
    Kind.DECLINED: lambda: _("Does not take the offer"),
    Kind.OFFER_BACK: lambda: _("Took the offer back"),
    Kind.OFFER_OVER: lambda: _("Nobody answered the offer in time"),
    Kind.UNDONE: lambda: _("Thought again, and undid the agreement"),
    Kind.SUGGESTED: lambda: _("We wrote down what you two said: %(offer)s"),
    Kind.TO_STAFF: lambda: _("Our staff decide now"),
    Kind.CHANGED: lambda: _("Changed the complaint to: %(claim)s. Before: %(before)s"),
    Kind.ASKED: lambda: _("We asked %(side)s for something"),
    Kind.NOT_BROUGHT: lambda: _("What we asked for did not come in time"),
    Kind.PROPOSED: lambda: _("We propose a decision, and you can both say what you think of it"),
    Kind.COMMENTED: lambda: _("Says about the proposal"),
    Kind.RETHOUGHT: lambda: _("We think again about the proposal"),
    Kind.DECIDED: lambda: _("We have decided"),
    Kind.APPEALED: lambda: _("Appeals"),
    Kind.PRESUMED: lambda: _("Decided by the published rule: %(rule)s"),
    Kind.DONE: lambda: _("Done: %(refund)s went back to the buyer"),
    Kind.WITHDRAWN: lambda: _("Took the complaint back"),
    Kind.REOPENED: lambda: _("Opened it again"),
    Kind.ASLEEP: lambda: _("Did not go on with it"),
    **parcel_words.SAID,
    Kind.BANK_DECIDED: lambda: _("The buyer's bank took the money back; nothing is left to decide"),
}


def remedy(code: str, amount: Money, postage_by: str = "") -> str:
    """What somebody would get: so much back, after a return, or a new one."""
    words = {
        Remedy.REFUND: lambda: _("%(amount)s back"),
        Remedy.PARTIAL: lambda: _("%(amount)s back, and the buyer keeps it"),
        Remedy.RETURN: lambda: _("%(amount)s back when it has come back; %(postage)s"),
        Remedy.REPLACEMENT: lambda: _("a new one, or %(amount)s back"),
        Remedy.MISSING_PART: lambda: _("what is missing, or %(amount)s back"),
    }[Remedy(code)]()
    postage = PostageBy(postage_by or PostageBy.SELLER).label
    return words % {"amount": case_words.amount(amount), "postage": postage}


def _named(statement: Statement, dispute: Dispute) -> dict[str, str]:
    told = statement.detail
    named = {"offer": "", "side": "", "rule": "", "refund": "", **parcel_words.named(told)}
    if "remedy" in told:
        amount = Money(told["amount"], dispute.currency)
        named["offer"] = remedy(told["remedy"], amount, told.get("postage_by", ""))
    if "side" in told:
        is_buyer = told["side"] == Side.BUYER
        named["side"] = (
            dispute.order.buyer.get_short_name() if is_buyer else dispute.order.seller.name
        )
    if "before" in told:
        was = told["before"]
        named["claim"] = case_words.reason(told["reason"])
        asked = case_words.amount(Money(was["minor"], dispute.currency))
        named["before"] = f"{case_words.reason(was['reason'])}, {asked}"
    if "code" in told:
        named["rule"] = str(clauses.WORDS.get(told["code"], told["code"]))
    if "refund" in told:
        named["refund"] = case_words.amount(Money(told["refund"], dispute.currency))
    return named
