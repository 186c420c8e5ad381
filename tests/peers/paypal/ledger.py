"""The peer's transaction search: every movement, by pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from escrow import clock
from escrow.money import Money
from tests.peers.paypal.refusing import No, written
from tests.peers.server import Request

NEEDED = {"start_date", "end_date"}
KNOWN = NEEDED | {"fields", "page_size", "page", "balance_affecting_records_only"}
MOST_DAYS, MOST_PER_PAGE = timedelta(days=31), 500


class Ledger:
    """`fee` is what PayPal keeps of money that comes in, in the smallest unit."""

    def __init__(self) -> None:
        self.rows: list[tuple[datetime, dict[str, Any]]] = []
        self.fee = 0

    def routes(self) -> list[Any]:
        return [("GET", r"/v1/reporting/transactions", self.search)]

    def write(
        self,
        code: str,
        transaction_id: str,
        amount: Money,
        *,
        key: str = "",
        about: str = "",
        status: str = "S",
    ) -> None:
        row: dict[str, Any] = {
            "transaction_id": transaction_id,
            "transaction_event_code": code,
            "transaction_initiation_date": clock.now().strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "transaction_amount": written(amount),
            "transaction_status": status,
        }
        if key:
            row["custom_field"] = key
        if about:
            row |= {"paypal_reference_id": about, "paypal_reference_id_type": "TXN"}
        if code == "T0006":
            row["fee_amount"] = written(Money(-self.fee, amount.currency))
        self.rows.append((clock.now(), row))

    def left_of(self, capture_id: str) -> int:
        """What of a capture has not gone back in one way or another."""
        return sum(
            Money.parse(row["transaction_amount"]["value"], _currency(row)).minor
            for _, row in self.rows
            if capture_id in (row["transaction_id"], row.get("paypal_reference_id"))
        )

    def search(self, request: Request) -> dict[str, Any]:
        asked = dict(request.query)
        if not set(asked) <= KNOWN or not set(asked) >= NEEDED:
            raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER")
        begin, end = (datetime.fromisoformat(asked[name]) for name in sorted(NEEDED, reverse=True))
        size, page = int(asked.get("page_size", 100)), int(asked.get("page", 1))
        if end < begin or end - begin > MOST_DAYS or not 1 <= size <= MOST_PER_PAGE:
            raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER")
        found = [{"transaction_info": row} for at, row in self.rows if begin <= at <= end]
        return {
            "transaction_details": found[(page - 1) * size : page * size],
            "page": page,
            "total_items": len(found),
            "total_pages": -(-len(found) // size),
        }


def _currency(row: dict[str, Any]) -> str:
    return str(row["transaction_amount"]["currency_code"])
