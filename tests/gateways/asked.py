"""Operations as our stories write them down, without a purchase around them."""

from __future__ import annotations

from typing import Any

from escrow import balances, clock, ledger
from escrow.gateways import Answer
from escrow.ledger import Entry
from escrow.models import Chargeback, Operation, Payment, Payout, Refund
from escrow.money import Money
from escrow.refunds import IN_TRANSIT
from escrow.story import story
from marketplace.models import User
from sellers.models import PayoutMethod, Seller


def charge(buyer: User, gateway: str, amount: Money, details: dict[str, str]) -> Operation:
    payment = Payment.objects.create(
        buyer=buyer,
        gateway=gateway,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )
    return _sent(Operation.Kind.CHARGE, gateway, amount, payment=payment, details=details)


def refund(of: Operation, amount: Money) -> Operation:
    asked = Refund.objects.create(
        payment=of.the_payment,
        reason=Refund.Reason.SELLER,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )
    kind = Operation.Kind.REFUND
    return _sent(kind, of.gateway, amount, payment=of.the_payment, refund=asked)


def payout(seller: Seller, gateway: str, amount: Money, account: str) -> Operation:
    method, _ = PayoutMethod.objects.get_or_create(
        seller=seller,
        replaced_at=None,
        defaults={
            "gateway": gateway,
            "holder": seller.name,
            "account": account,
            "created_at": clock.now(),
            "usable_from": clock.now(),
        },
    )
    asked = Payout.objects.create(
        seller=seller,
        method=method,
        gateway=gateway,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )
    return _sent(Operation.Kind.PAYOUT, gateway, amount, payout=asked)


def chargeback(of: Operation, reference: str) -> Chargeback:
    return Chargeback.objects.create(
        payment=of.the_payment,
        gateway=of.gateway,
        provider_reference=reference,
        amount_minor=of.amount_minor,
        currency=of.currency,
        opened_at=clock.now(),
    )


def know(operation: Operation, answer: Answer) -> Operation:
    """Write down that it succeeded, as its story would."""
    operation.succeed(answer.reference, clock.now())
    operation.save()
    return operation


@story
def give_balance(buyer: User, amount: Money) -> None:
    """A refund that the buyer keeps here."""
    origin = charge(buyer, "sandbox", amount, {}).the_payment
    origin.capture(amount.minor, "", clock.now())
    origin.save()
    came = Entry(f"capture:{origin.pk}", "capture").debit(origin.clearing, amount)
    back = Entry(f"unwanted:{origin.pk}", "refund").debit(origin.unapplied, amount)
    ledger.post(came.credit(origin.unapplied, amount), back.credit(IN_TRANSIT, amount))
    kept = Refund.objects.create(
        payment=origin,
        reason=Refund.Reason.SELLER,
        destination=Refund.Destination.BALANCE,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )
    balances.credit([kept])


def _sent(kind: str, gateway: str, amount: Money, **about: Any) -> Operation:
    operation = Operation.objects.create(
        kind=kind,
        gateway=gateway,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
        **about,
    )
    operation.send(clock.now())
    operation.save()
    return operation
