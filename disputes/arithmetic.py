"""What a decision would move, to the cent, from the ledger as it stands now. It moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from disputes.models import Dispute
from escrow import fund, holding, recovery
from escrow.models import Hold
from escrow.money import Money, total


@dataclass(frozen=True)
class Sums:
    """Of all disputed lines together. After a release: from whom the refund is found."""

    held: Money  # on these lines now
    buyer: Money  # gets it back
    seller: Money  # gets it, with what stays in reserve
    fee: Money  # ours
    tax: Money
    plus: Money  # the fee for Plus, to the guarantee fund
    from_seller: Money  # back from the seller's money here
    fee_back: Money  # our fee, given back
    from_fund: Money  # the guarantee fund pays
    fund_has: Money

    @property
    def after_release(self) -> bool:
        return not self.held

    @property
    def fund_is_short(self) -> bool:
        return self.from_fund > self.fund_has

    def every(self) -> list[Money]:
        return [getattr(self, one.name) for one in fields(self)]


def work_out(dispute: Dispute, refund: Money) -> Sums:
    """Where every cent goes if the buyer gets `refund`."""
    zero = Money.zero(dispute.currency)
    lines = list(dispute.lines.all())
    parts = refund.split([line.amount_minor for line in lines])
    holds = [line.line.hold for line in lines]
    held = [_out_of_held(hold, part) for hold, part in _each(holds, parts, settled=False)]
    found = list(_found(list(_each(holds, parts, settled=True)), dispute))
    sums = [total(column, dispute.currency) for column in zip(*held, strict=True)] or [zero] * 6
    back = [total(column, dispute.currency) for column in zip(*found, strict=True)] or [zero] * 4
    return Sums(
        held=sums[0],
        buyer=sums[1] + back[0],
        seller=sums[2],
        fee=sums[3],
        tax=sums[4],
        plus=sums[5],
        from_seller=back[1],
        fee_back=back[2],
        from_fund=back[3],
        fund_has=fund.balance(dispute.currency),
    )


def _each(holds: list[Hold], parts: list[Money], *, settled: bool) -> Iterator[tuple[Hold, Money]]:
    pairs = zip(holds, parts, strict=True)
    return ((hold, part) for hold, part in pairs if hold.is_settled() == settled)


def _out_of_held(hold: Hold, refund: Money) -> tuple[Money, ...]:
    """What is held, and how it is shared out; the parts add up to the whole."""
    given = min(refund, hold.held)
    rest = holding.shares(hold, hold.held - given)
    seller = rest.seller + rest.reserve
    return hold.held, given, seller, rest.commission, rest.tax, rest.plus


def _found(settled: list[tuple[Hold, Money]], dispute: Dispute) -> Iterator[tuple[Money, ...]]:
    """After the release: our fee on it, then the seller's money here, then the fund."""
    left = recovery.sellers_money(settled[0][0]) if settled else Money.zero(dispute.currency)
    left = max(left, Money.zero(dispute.currency))
    for hold, part in settled:
        refund = min(part, recovery.recoverable(hold))
        fee = recovery.commission_back(hold, refund)
        seller = min(refund - fee, left)
        left -= seller
        yield refund, seller, fee, refund - fee - seller
