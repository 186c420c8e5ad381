"""A seller's payouts in sentences: what leaves next, how one stands, and what happens then."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from escrow.models import Payout
from escrow.models.payout import PayoutState
from escrow.money import Money
from marketplace.moments import told
from sellers.payout_outlook import Outlook, Standing

STATES: dict[str, Promise] = {
    PayoutState.ASSEMBLING: lazy("About to leave"),
    PayoutState.PENDING: lazy("About to leave"),
    PayoutState.SUBMITTED: lazy("On its way to your bank"),
    PayoutState.IN_TRANSIT: lazy("On its way to your bank"),
    PayoutState.PAID: lazy("Paid out"),
    PayoutState.FAILED: lazy("Refused by your bank, tried again"),
    PayoutState.RETURNED: lazy("Sent back by your bank"),
    PayoutState.CANCELLED: lazy("Given up"),
}
WHY: dict[str, Promise] = {
    "account_closed": lazy("The account is closed."),
    "account_frozen": lazy("The bank has blocked the account."),
    "no_such_account": lazy("The bank does not know this account."),
}
OTHERWISE = lazy("The bank did not say why.")

NEXT: dict[Standing, Callable[[], str]] = {
    Standing.NO_ACCOUNT: lambda: _("Say which account your money shall go to."),
    Standing.TROUBLE: lambda: _(
        "No payout leaves: your bank did not take the last one. Name an account that can."
    ),
    Standing.PAUSED: lambda: _(
        "%(amount)s waits: say first who you are. Payouts go on the moment you have."
    ),
    Standing.UNDER_WAY: lambda: _("%(sent)s is on its way to %(sent_to)s."),
    Standing.TRIED_AGAIN: lambda: _(
        "Your bank refused %(sent)s. We try %(sent_to)s again on %(leaves_at)s."
    ),
    Standing.NOTHING: lambda: _("There is nothing to pay out yet."),
    Standing.TOO_LITTLE: lambda: _("%(amount)s waits: a payout leaves from %(minimum)s on."),
    Standing.BELOW_OWN: lambda: _(
        "%(amount)s waits: you want a payout from %(minimum)s on. You can ask for it now."
    ),
    Standing.COOLING: lambda: _(
        "%(amount)s waits: %(account)s is a new account, and can be paid from %(usable_from)s on."
    ),
    Standing.ON_REQUEST: lambda: _("%(amount)s can leave for %(account)s when you say so."),
    Standing.ON_ITS_DAY: lambda: _("%(amount)s leaves for %(account)s on %(leaves_at)s."),
}


def sentence(outlook: Outlook) -> str:
    """What leaves next and when, or what is missing."""
    method, payout = outlook.method, outlook.payout
    return NEXT[outlook.standing]() % {
        "amount": amount(outlook.amount),
        "minimum": amount(outlook.minimum),
        "account": method.hint if method else "",
        "usable_from": told(method.usable_from) if method else "",
        "leaves_at": told(outlook.leaves_at),
        "sent": amount(payout.amount) if payout else "",
        "sent_to": payout.method.hint if payout else "",
    }


def why(code: str) -> str:
    """Why the bank would not have it."""
    return str(WHY.get(code, OTHERWISE))


def what_next(payout: Payout, outlook: Outlook) -> str:
    """What happens with this payout now; empty when nothing more does."""
    if payout.is_under_way():
        return _("You need to do nothing. We write to you when your bank has it.")
    if payout.state == PayoutState.FAILED:
        return _("The money is in your balance again. We try once more on %(when)s.") % {
            "when": told(outlook.leaves_at)
        }
    if payout.state in (PayoutState.RETURNED, PayoutState.CANCELLED):
        if outlook.standing == Standing.TROUBLE:
            return _("The money is in your balance again. Name an account that can take it.")
        return _("The money went back into your balance, and leaves with the next payout.")
    return ""


def amount(sum_of_money: Money) -> str:
    return sum_of_money.format()
