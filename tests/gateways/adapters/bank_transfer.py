"""Our own bank account: a buyer pays when the bank's statement says so, and so does everything else."""

from __future__ import annotations

from escrow.gateways import Answer, Gateway
from escrow.gateways.bank_transfer import reference, transfers
from escrow.gateways.bank_transfer.importing import take_in
from escrow.models import BankCharge, Operation
from escrow.money import Money
from tests.gateways.adapters.base import Adapter
from tests.peers.bank_transfer import OUR_ACCOUNT, Entry, camt

SETTINGS: dict[str, object] = {
    "BANK_TRANSFER_HOLDER": "Holdfast Ltd",
    "BANK_TRANSFER_IBAN": OUR_ACCOUNT,
    "BANK_TRANSFER_BIC": "COBADEFFXXX",
    "BANK_TRANSFER_BANK": "Kelp Bank",
    "BANK_TRANSFER_CURRENCIES": ["EUR", "JPY", "KWD", "GBP"],
}


class BankTransfer(Adapter):
    settings = SETTINGS
    pays_to, refuses_to = "DE02120300000000202051", "000111111116"

    def pay(self, gateway: Gateway, charge: Operation) -> Answer:
        started = gateway.start(charge)
        row = BankCharge.objects.get(operation_key=charge.pk)
        if row.is_waiting():
            money = self.money(charge.details, row.amount)
            for amount in money:
                brought(Entry(amount, f"Payment {reference.shown(row.reference or '')}"))
        return gateway.fetch(charge) if row.is_waiting() else started

    def money(self, details: dict[str, str], asked: Money) -> list[Money]:
        return [asked] * int(details.get("times", "1"))

    def take_again(self) -> dict[str, str]:
        return {"times": "2"}

    def refund(self, gateway: Gateway, refund: Operation) -> Answer:
        asked = gateway.refund(refund)
        self.arrive(refund)
        return gateway.fetch(refund) if asked.status != "declined" else asked

    def arrive(self, payout: Operation) -> None:
        for part in transfers.parts_of(payout.pk):
            if part.state == part.State.WAITING:
                brought(Entry(-part.amount, "", part.holder, part.iban, part.end_to_end))

    def bounce(self, refund: Operation) -> None:
        for part in transfers.parts_of(refund.pk):
            back = Entry(part.amount, end_to_end=part.end_to_end, return_code="AC04")
            brought(back)

    come_back = bounce


def brought(*entries: Entry) -> None:
    """The bank has written a statement, and somebody has imported it."""
    take_in(camt(entries), "statement.xml")
