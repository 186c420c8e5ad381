from escrow.models.account import Account
from escrow.models.audit_entry import AuditEntry
from escrow.models.audit_seal import AuditCheck, AuditHorizon, AuditSeal
from escrow.models.balance_lot import BalanceLot, BalanceMove
from escrow.models.bank_charge import BankCharge
from escrow.models.bank_file import BankFile
from escrow.models.bank_line import BankLine
from escrow.models.bank_movement import BankMovement
from escrow.models.bank_statement import BankStatement
from escrow.models.bank_transfer import BankTransfer
from escrow.models.book_day import BookDay, BookHorizon, BookLeaf, BookLevel
from escrow.models.books_proof import BooksProof
from escrow.models.chargeback import Chargeback, ChargebackPart
from escrow.models.deadline import Deadline
from escrow.models.demo_clock import DemoClock
from escrow.models.emergency_freeze import EmergencyFreeze
from escrow.models.freeze import Freeze
from escrow.models.fund_month import FundMonth
from escrow.models.heartbeat import Heartbeat
from escrow.models.hold import Hold
from escrow.models.journal import JournalEntry, Posting
from escrow.models.notice import Notice
from escrow.models.operation import Operation
from escrow.models.outage import Outage
from escrow.models.payment import HoldFunding, Payment
from escrow.models.payment_event import PaymentEvent, PaymentEventOutcome
from escrow.models.payout import Payout
from escrow.models.paypal_call import PaypalCall
from escrow.models.policy import Policy
from escrow.models.policy_draft import PolicyDraft
from escrow.models.policy_trial import PolicyTrial
from escrow.models.recovery import Recovery
from escrow.models.refund import Refund
from escrow.models.report_day import ReportDay
from escrow.models.report_difference import ReportDifference
from escrow.models.reserve import Reserve
from escrow.models.sandbox_charge import SandboxCharge
from escrow.models.sandbox_chargeback import SandboxChargeback
from escrow.models.sandbox_message import SandboxMessage
from escrow.models.sandbox_move import SandboxMove
from escrow.models.sandbox_payout import SandboxPayout
from escrow.models.sandbox_refund import SandboxRefund
from escrow.models.sandbox_weather import SandboxWeather

__all__ = [
    "Account",
    "AuditCheck",
    "AuditEntry",
    "AuditHorizon",
    "AuditSeal",
    "BalanceLot",
    "BalanceMove",
    "BankCharge",
    "BankFile",
    "BankLine",
    "BankMovement",
    "BankStatement",
    "BankTransfer",
    "BookDay",
    "BookHorizon",
    "BookLeaf",
    "BookLevel",
    "BooksProof",
    "Chargeback",
    "ChargebackPart",
    "Deadline",
    "DemoClock",
    "EmergencyFreeze",
    "Freeze",
    "FundMonth",
    "Heartbeat",
    "Hold",
    "HoldFunding",
    "JournalEntry",
    "Notice",
    "Operation",
    "Outage",
    "Payment",
    "PaymentEvent",
    "PaymentEventOutcome",
    "Payout",
    "PaypalCall",
    "Policy",
    "PolicyDraft",
    "PolicyTrial",
    "Posting",
    "Recovery",
    "Refund",
    "ReportDay",
    "ReportDifference",
    "Reserve",
    "SandboxCharge",
    "SandboxChargeback",
    "SandboxMessage",
    "SandboxMove",
    "SandboxPayout",
    "SandboxRefund",
    "SandboxWeather",
]
