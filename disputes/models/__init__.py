from disputes.models.appeal import Appeal
from disputes.models.approval import Approval
from disputes.models.decision import Decision
from disputes.models.dispute import Dispute
from disputes.models.dispute_line import DisputeLine
from disputes.models.evidence import Evidence
from disputes.models.evidence_request import EvidenceRequest
from disputes.models.offer import Offer
from disputes.models.precedent import Precedent
from disputes.models.replacement import Replacement
from disputes.models.return_ import Return
from disputes.models.return_scan import ReturnScan
from disputes.models.return_weight import ReturnWeight
from disputes.models.statement import Statement

__all__ = [
    "Appeal",
    "Approval",
    "Decision",
    "Dispute",
    "DisputeLine",
    "Evidence",
    "EvidenceRequest",
    "Offer",
    "Precedent",
    "Replacement",
    "Return",
    "ReturnScan",
    "ReturnWeight",
    "Statement",
]
