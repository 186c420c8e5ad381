"""What a party sees and can do about a parcel of their case."""

from __future__ import annotations

from typing import Any

from disputes import parcel_words
from disputes.forms_parcels import (
    InspectionForm,
    LabelForm,
    ObjectionForm,
    ParcelForm,
    SecondParcelForm,
)
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState, Side
from disputes.models.return_ import AT_THE_BUYERS, ReturnState
from disputes.replacements import HERE_OR_GONE

S = ReturnState


def context(case: Dispute, side: str) -> dict[str, Any]:
    """The last return, the second parcel, and the forms of whose turn it is."""
    row, sent = parcel_words.return_of(case), parcel_words.replacement_of(case)
    return {
        "sent_back": row,
        "replacement": sent,
        "parcel_can": {**_can_return(case, side), **_can_replace(case, side)},
        "return_label": LabelForm(row=row, auto_id="label_%s") if row else None,
        "return_parcel": ParcelForm(auto_id="parcel_%s"),
        "inspection": InspectionForm(auto_id="inspection_%s"),
        "second_parcel": SecondParcelForm(auto_id="second_%s"),
        "objection": ObjectionForm(auto_id="objection_%s"),
    }


def _can_return(case: Dispute, side: str) -> dict[str, bool]:
    row = parcel_words.return_of(case)
    is_on = row is not None and case.state == DisputeState.AWAITING_RETURN
    state = row.state if row and is_on else ""
    seller = side == Side.SELLER
    return {
        "label": seller and state == S.LABEL_DUE,
        "let_keep": seller and state in AT_THE_BUYERS,
        "post": side == Side.BUYER and state == S.AWAITING_SHIPMENT,
        "inspect": seller and state in (S.IN_TRANSIT, S.DELIVERED),
    }


def _can_replace(case: Dispute, side: str) -> dict[str, bool]:
    sent = parcel_words.replacement_of(case)
    is_on = case.state == DisputeState.AWAITING_REPLACEMENT
    buyer_looks = is_on and sent is not None and side == Side.BUYER
    return {
        "resend": is_on and sent is None and side == Side.SELLER,
        "refund_instead": is_on and side == Side.SELLER,
        "find_good": buyer_looks,
        "object": buyer_looks and sent is not None and sent.shipment.state in HERE_OR_GONE,
    }
