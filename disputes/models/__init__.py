from disputes.models.appeal import Appeal
from disputes.models.approval import Approval
from disputes.models.blind_reading import BlindReading
from disputes.models.buyer import Buyer
from disputes.models.closeness import Closeness
from disputes.models.decision import Decision
from disputes.models.dispute import Dispute
from disputes.models.dispute_line import DisputeLine
from disputes.models.evidence import Evidence
from disputes.models.evidence_request import EvidenceRequest
from disputes.models.mark import Mark
from disputes.models.mark_end import MarkEnd
from disputes.models.offer import Offer
from disputes.models.precedent import Precedent
from disputes.models.rejection import Rejection
from disputes.models.replacement import Replacement
from disputes.models.restriction import Restriction
from disputes.models.return_ import Return
from disputes.models.return_scan import ReturnScan
from disputes.models.return_weight import ReturnWeight
from disputes.models.saved_view import SavedView
from disputes.models.solo_stand import SoloStand
from disputes.models.staff_note import StaffNote
from disputes.models.standing_appeal import StandingAppeal
from disputes.models.statement import Statement
from disputes.models.suggestion import Suggestion

__all__ = [
    "Appeal",
    "Approval",
    "BlindReading",
    "Buyer",
    "Closeness",
    "Decision",
    "Dispute",
    "DisputeLine",
    "Evidence",
    "EvidenceRequest",
    "Mark",
    "MarkEnd",
    "Offer",
    "Precedent",
    "Rejection",
    "Replacement",
    "Restriction",
    "Return",
    "ReturnScan",
    "ReturnWeight",
    "SavedView",
    "SoloStand",
    "StaffNote",
    "StandingAppeal",
    "Statement",
    "Suggestion",
]
