"""What banks and providers say, and what stories that no page leads to yet would do."""

from typing import Any

from disputes import bank_cases
from escrow import clock, holding, ledger, payouts, refunds
from escrow.gateways import Answer, BankCase, BankState, Status
from escrow.ledger import Entry
from escrow.models import Hold, Payout, Refund
from escrow.money import Money
from escrow.story import story
from sellers.models import PayoutMethod, Seller


@story
def post(*entries: Entry) -> None:
    """What stories of other slices will do."""
    ledger.post(*entries)


def bank_of(seller: Seller) -> PayoutMethod:
    return PayoutMethod.objects.get_or_create(
        seller=seller,
        defaults={
            "gateway": "sandbox",
            "holder": seller.name,
            "account": "DE02120300000000202051",
            "created_at": clock.now(),
            "usable_from": clock.now(),
        },
    )[0]


@story
def pay_out(seller: Seller, amount: Money) -> Payout:
    """So much leaves the balance, and the provider has been asked."""
    payout = payouts.send(bank_of(seller), amount)
    operation = payouts.claim(payout.operations.get())
    operation.send(clock.now())
    operation.save()
    return payout


def say(payout: Payout, status: Status) -> None:
    """What the bank said of it."""
    payouts.settle(payout.operations.latest("created_at"), Answer(status))


def reach_the_bank(payout: Payout) -> None:
    say(payout, Status.SUCCEEDED)


def bounce(payout: Payout) -> None:
    """The bank would not take it, and it is not tried again."""
    say(payout, Status.DECLINED)
    give_up(payout)


@story
def give_up(payout: Payout) -> None:
    payout.refresh_from_db()
    payout.give_up(clock.now())
    payout.save()


def claim(charge: str, amount: Money, state: BankState) -> str:
    case = BankCase(
        reference=f"case-{charge}",
        operation_id=charge,
        state=state,
        amount=amount,
        reason="fraudulent",
    )
    return bank_cases.note(case, "sandbox")


@story
def give_back_to_the_balance(hold_ids: list[Any]) -> None:
    holds = list(Hold.objects.filter(pk__in=hold_ids).locked())
    given = holding.refund_all(holds, why="test")
    refunds.request(given, Refund.Reason.SELLER, Refund.Destination.BALANCE)
