from __future__ import annotations

from datetime import datetime

from django.db import models

from escrow.models.operation import Operation


class PaypalCall(models.Model):
    """What we keep of a call to PayPal: that it left the house, and what PayPal calls it.

    `reference` is the order, the refund or the payout batch; `capture` the money taken for an order.
    Once closed, nothing is sent under the operation's key any more, and its order never captured.
    """

    operation = models.OneToOneField(
        Operation, primary_key=True, on_delete=models.PROTECT, related_name="paypal_call"
    )
    reference = models.CharField(max_length=40, blank=True)
    capture = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(null=True)
    capture_sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(closed_because=""),
                name="a_closed_paypal_call_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation_id} {self.reference}"

    def close(self, code: str, at: datetime) -> None:
        """From now on it can move nothing; the first reason stays."""
        if self.closed_at is None:
            self.closed_at, self.closed_because = at, code[:60]
