"""Disputes at the peer: a buyer asks, claims, or their bank takes; and somebody decides."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from escrow import clock
from escrow.money import Money
from tests.peers.paypal.orders import new_id, stamp
from tests.peers.paypal.refusing import No, amount, fits, unprocessable, written
from tests.peers.server import Request

if TYPE_CHECKING:
    from tests.peers.paypal.peer import PayPal

ANSWER_WITHIN = timedelta(days=10)
TRACKED = {
    "carrier_name": "OTHER",
    "carrier_name_other": r".{1,64}",
    "tracking_number": r".{1,64}",
}
EVIDENCE = {
    "evidences": [
        {
            "evidence_type": "PROOF_OF_FULFILLMENT|OTHER",
            "evidence_info?": {"tracking_info": [TRACKED]},
            "notes": r"[\s\S]{1,2000}",
        }
    ]
}
PART = re.compile(rb'name="(\w+)"[^\r]*\r\n(?:Content-Type: ([\w/]+)\r\n)?\r\n(.*?)\r\n--', re.S)


class Disputes:
    def __init__(self, paypal: PayPal) -> None:
        self.paypal = paypal
        self.by_id: dict[str, dict[str, Any]] = {}

    def routes(self) -> list[Any]:
        return [
            ("GET", r"/v1/customer/disputes", self.search),
            ("GET", r"/v1/customer/disputes/([\w-]+)", self.get),
            ("POST", r"/v1/customer/disputes/([\w-]+)/provide-evidence", self.provide_evidence),
        ]

    def open(self, key: Any, *, stage: str = "CHARGEBACK", channel: str = "EXTERNAL") -> str:
        """The buyer goes to PayPal (an inquiry, which takes nothing) or to their bank."""
        capture = self.paypal.orders.of(key)[0]["purchase_units"][0]["payments"]["captures"][0]
        money = amount(capture["amount"])
        left = Money(self.paypal.ledger.left_of(capture["id"]), money.currency)
        dispute: dict[str, Any] = {
            "dispute_id": f"PP-R-{new_id()[:3]}-{len(self.by_id) + 1}",
            "create_time": stamp(),
            "disputed_transactions": [
                {"seller_transaction_id": capture["id"], "custom": capture["custom_id"]}
            ],
            "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
            "status": "WAITING_FOR_SELLER_RESPONSE",
            "dispute_amount": written(left),
            "dispute_life_cycle_stage": "INQUIRY",
            "dispute_channel": channel,
            "money_movements": [],
            "seller_response_due_date": (clock.now() + ANSWER_WITHIN).isoformat(),
        }
        self.by_id[dispute["dispute_id"]] = dispute
        if stage != "INQUIRY":
            self.escalate(dispute["dispute_id"], tell=False)
        self.paypal.tell("CUSTOMER.DISPUTE.CREATED", dispute)
        return str(dispute["dispute_id"])

    def escalate(self, dispute_id: str, *, tell: bool = True) -> None:
        """From now on the money is not ours until it is decided."""
        dispute = self.by_id[dispute_id]
        dispute["dispute_life_cycle_stage"] = "CHARGEBACK"
        is_bank = dispute["dispute_channel"] == "EXTERNAL"
        self._move(dispute, "DEBIT", "T1201" if is_bank else "T1110")
        if tell:
            self.paypal.tell("CUSTOMER.DISPUTE.UPDATED", dispute)

    def decide(self, dispute_id: str, *, won: bool, outcome: str = "") -> None:
        dispute = self.by_id[dispute_id]
        taken, is_bank = dispute["money_movements"], dispute["dispute_channel"] == "EXTERNAL"
        side = "SELLER" if won else "BUYER"
        dispute["status"] = "RESOLVED"
        dispute["dispute_outcome"] = {"outcome_code": outcome or f"RESOLVED_{side}_FAVOUR"}
        if won and taken:
            self._move(dispute, "CREDIT", "T1202" if is_bank else "T1111")
        if not won and (not taken or not is_bank):
            if taken:
                self._book(dispute, "T1111", comes_in=True)
            self._move(dispute, "DEBIT", "T1106", again=bool(taken))
        self.paypal.tell("CUSTOMER.DISPUTE.RESOLVED", dispute)

    def is_open_on(self, capture_id: str) -> bool:
        return any(
            each["status"] != "RESOLVED" and _capture(each) == capture_id
            for each in self.by_id.values()
        )

    def search(self, request: Request) -> dict[str, Any]:
        asked = dict(request.query)
        if set(asked) != {"disputed_transaction_id"}:
            raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER")
        capture_id = asked["disputed_transaction_id"]
        found = [each for each in self.by_id.values() if _capture(each) == capture_id]
        return {"items": [{n: d[n] for n in ("dispute_id", "create_time")} for d in found]}

    def get(self, request: Request, dispute_id: str) -> dict[str, Any]:
        if dispute_id not in self.by_id:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.by_id[dispute_id]

    def provide_evidence(self, request: Request, dispute_id: str) -> dict[str, Any]:
        """A form with the facts as `input` and at most some papers."""
        dispute = self.get(request, dispute_id)
        parts = {name: (kind, content) for name, kind, content in PART.findall(request.body)}
        if set(parts) != {b"input", b"file1"} or parts[b"input"][0] != b"application/json":
            raise No(400, "INVALID_REQUEST", "INVALID_PARAMETER")
        if parts[b"file1"][0] != b"application/pdf" or b"%PDF-" not in parts[b"file1"][1]:
            raise No(400, "INVALID_REQUEST", "INVALID_FILE_TYPE")
        said = json.loads(parts[b"input"][1])
        fits(said, EVIDENCE)
        if dispute["status"] != "WAITING_FOR_SELLER_RESPONSE":
            raise unprocessable("ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE")
        ours = said["evidences"][0] | {"source": "SUBMITTED_BY_SELLER", "date": stamp()}
        dispute["evidences"] = [*dispute.get("evidences", []), ours]
        dispute["status"] = "UNDER_REVIEW"
        return {"links": []}

    def _move(self, dispute: dict[str, Any], way: str, code: str, *, again: bool = False) -> None:
        self._book(dispute, code, comes_in=way == "CREDIT")
        if not again:
            dispute["money_movements"].append(
                {"affected_party": "SELLER", "amount": dispute["dispute_amount"], "type": way}
            )

    def _book(self, dispute: dict[str, Any], code: str, *, comes_in: bool) -> None:
        money = amount(dispute["dispute_amount"])
        moved = money if comes_in else -money
        self.paypal.ledger.write(code, new_id(), moved, about=_capture(dispute))


def _capture(dispute: dict[str, Any]) -> str:
    return str(dispute["disputed_transactions"][0]["seller_transaction_id"])
