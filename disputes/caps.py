"""How much can be claimed at most, of which units."""

from __future__ import annotations

from escrow import recovery
from escrow.models import Hold
from escrow.models.hold import OPEN
from escrow.money import Money
from marketplace.models import OrderLine


def cap(line: OrderLine, hold: Hold, quantity: int) -> Money:
    """At most what these units cost: all of the hold for all of them, else their share of it.

    After the release the Plus fee is the guarantee fund's and no part of it any more.
    """
    whole = hold.held if hold.state in OPEN else recovery.recoverable(hold)
    if quantity >= line.quantity:
        return whole
    share = (hold.goods + hold.shipping + hold.tax).split([quantity, line.quantity - quantity])[0]
    return min(share, whole)
