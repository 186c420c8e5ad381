"""Stripe on this machine: as strict as the real one about whatever Holdfast asks of it.

What a call accepts is read from the types of Stripe's own library, which are made from Stripe's own
description of its interface. What it then does stands in a file for each noun. Money, disputes and
payouts move when `deeds` lets them.
"""

from tests.peers.stripe.peer import StripePeer

__all__ = ["StripePeer"]
