from disputes.models.decision import Decision
from disputes.models.dispute import Dispute
from disputes.models.dispute_line import DisputeLine
from disputes.models.evidence import Evidence
from disputes.models.statement import Statement

__all__ = ["Decision", "Dispute", "DisputeLine", "Evidence", "Statement"]
