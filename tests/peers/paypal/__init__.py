"""A strict PayPal on this machine. It is ours: nobody else has written one that we could find."""

from tests.peers.paypal.peer import PayPal

__all__ = ["PayPal"]
