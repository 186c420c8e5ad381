"""Our side of a dispute: the tracking numbers, and everything we know on paper."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.lateness import nothing_there
from escrow.gateways.paypal import client, disputes
from escrow.gateways.paypal.refusals import Refused
from escrow.models import Chargeback, Operation

OURS = "SUBMITTED_BY_SELLER"
MOST_NOTES = 2000


def send(chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
    """Give PayPal our evidence. The first pack counts; a dispute that is over takes none."""
    dispute = disputes.get(chargeback.provider_reference)
    if _has_ours(dispute) or disputes.is_resolved(dispute):
        return _answer(dispute)
    files = {
        "input": (None, json.dumps({"evidences": [_evidence(pack)]}), "application/json"),
        "file1": ("evidence.pdf", on_paper(pack), "application/pdf"),
    }
    path = f"/v1/customer/disputes/{chargeback.provider_reference}/provide-evidence"
    try:
        client.post(path, key=_key(chargeback.pk), files=files)
    except Refused as no:
        return Answer(Status.DECLINED, code=no.issue[:60]) if no.is_clear() else UNKNOWN
    return Answer(Status.SUCCEEDED, reference=chargeback.provider_reference)


def fetch(operation: Operation) -> Answer:
    """Whether PayPal has our evidence."""
    dispute = disputes.get(operation.the_chargeback.provider_reference)
    if _has_ours(dispute) or disputes.is_resolved(dispute):
        return _answer(dispute)
    return nothing_there(operation)


def on_paper(pack: Mapping[str, Any]) -> bytes:
    """Everything in the pack, a line each; letters that the paper's font lacks become marks."""
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=10)
    for line in _lines(pack):
        legible = line.encode("latin-1", "replace").decode("latin-1")
        paper.multi_cell(0, 5, legible, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(paper.output())


def _answer(dispute: disputes.Dispute) -> Answer:
    if _has_ours(dispute):
        return Answer(Status.SUCCEEDED, reference=str(dispute["dispute_id"]))
    return Answer(Status.DECLINED, code="too_late")


def _has_ours(dispute: disputes.Dispute) -> bool:
    return any(each.get("source") == OURS for each in dispute.get("evidences") or [])


def _evidence(pack: Mapping[str, Any]) -> dict[str, Any]:
    parcels = [parcel for order in pack.get("orders", []) for parcel in order.get("parcels", [])]
    tracked = [_tracked(parcel) for parcel in parcels if parcel.get("tracking_number")]
    evidence: dict[str, Any] = {"notes": "\n".join(_lines(pack))[:MOST_NOTES]}
    if tracked:
        proof = {"tracking_info": tracked}
        return evidence | {"evidence_type": "PROOF_OF_FULFILLMENT", "evidence_info": proof}
    return evidence | {"evidence_type": "OTHER"}


def _tracked(parcel: Mapping[str, Any]) -> dict[str, str]:
    return {
        "carrier_name": "OTHER",
        "carrier_name_other": str(parcel.get("carrier", ""))[:64],
        "tracking_number": str(parcel["tracking_number"])[:64],
    }


def _lines(value: Any, label: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _lines(each, str(name).replace("_", " "))
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _lines(each, f"{label} {number}")
    elif value not in (None, ""):
        yield f"{label}: {value}"


def _key(chargeback_id: UUID) -> str:
    return str(uuid5(chargeback_id, "evidence"))
