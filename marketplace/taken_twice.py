"""A provider took the money more than once: what came too often goes back by itself."""

from __future__ import annotations

from escrow import audit, clock, ledger, outbox, refunds
from escrow.gateways import Answer
from escrow.ledger import Entry
from escrow.models import Operation, Payment, Refund
from escrow.models.operation import OperationState
from escrow.money import Money
from escrow.refunds import IN_TRANSIT
from escrow.story import story
from marketplace.models import Order


@story
def send_back_extra(charge: Operation, capture: Answer) -> None:
    """Book money that was taken under a charge once too often, and refund it; each once."""
    first = Payment.objects.select_for_update(no_key=True, of=("self",)).get(operations=charge)
    came = capture.amount
    if came is None or _is_known(charge, capture.reference):
        return
    payment = _payment(first, came, capture)
    entry = Entry(f"capture:{capture.reference}", "capture")
    back = Entry(f"unwanted:{payment.pk}", "refund")
    ledger.post(
        entry.debit(payment.clearing, came).credit(payment.unapplied, came),
        back.debit(payment.unapplied, came).credit(IN_TRANSIT, came),
    )
    refunds.request_whole(payment, came, Refund.Reason.TAKEN_TWICE)
    order = Order.objects.filter(checkout__tenders__payment=first).order_by("pk").first()
    if order:
        outbox.announce(payment.buyer_id, "payment_sent_back", order, key=str(payment.pk))
    audit.record(None, "taken_twice", first, payment, amount=str(came))


def _is_known(charge: Operation, reference: str) -> bool:
    """The charge's own capture, or one that was sent back before."""
    own = Operation.objects.get(pk=charge.pk)
    if own.is_unanswered() or not reference:
        return True
    taken = Operation.objects.filter(
        kind=Operation.Kind.CHARGE, gateway=charge.gateway, state=OperationState.SUCCEEDED
    )
    return taken.filter(provider_reference=reference).exists()


def _payment(first: Payment, came: Money, capture: Answer) -> Payment:
    """A payment of its own, because a refund goes back to what took the money."""
    payment = Payment.objects.create(
        buyer=first.buyer,
        gateway=first.gateway,
        amount_minor=came.minor,
        currency=came.currency,
        created_at=clock.now(),
    )
    payment.capture(came.minor, capture.instrument, clock.now())
    payment.save()
    operation = Operation.objects.create(
        kind=Operation.Kind.CHARGE,
        gateway=first.gateway,
        payment=payment,
        amount_minor=came.minor,
        currency=came.currency,
        created_at=clock.now(),
    )
    operation.send(clock.now())
    operation.save()
    operation.succeed(capture.reference, clock.now())
    operation.save()
    return payment
