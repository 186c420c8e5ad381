"""The chart of accounts: what each kind of account is, and which may never go below zero."""

from dataclasses import dataclass

from django.db import models


class Kind(models.TextChoices):
    PSP_CLEARING = "psp_clearing"
    BANK = "bank"
    SELLER_RECEIVABLE = "seller_receivable"
    UNAPPLIED = "unapplied"
    ESCROW = "escrow"
    SELLER_PAYABLE = "seller_payable"
    SELLER_RESERVE = "seller_reserve"
    BUYER_BALANCE = "buyer_balance"
    REFUND_IN_TRANSIT = "refund_in_transit"
    PAYOUT_IN_TRANSIT = "payout_in_transit"
    TAX_PAYABLE = "tax_payable"
    PLUS_DUE = "plus_due"
    GUARANTEE_FUND = "guarantee_fund"
    COMMISSION = "commission"
    PSP_FEES = "psp_fees"
    CHARGEBACK_LOSS = "chargeback_loss"
    GOODWILL = "goodwill"
    CHARGEBACK_SUSPENSE = "chargeback_suspense"
    FUND_ADVANCES = "fund_advances"
    CHARGEBACK_RECEIVABLE = "chargeback_receivable"


@dataclass(frozen=True)
class AccountKind:
    """`sign` is +1 where debits make it grow (assets, expenses), -1 where credits do."""

    account_class: str
    sign: int
    floored: bool = False


_ASSET = AccountKind("asset", 1)
_LIABILITY = AccountKind("liability", -1)
_FLOORED = AccountKind("liability", -1, floored=True)
_INCOME = AccountKind("income", -1)
_EXPENSE = AccountKind("expense", 1)

CHART: dict[Kind, AccountKind] = {
    Kind.PSP_CLEARING: _ASSET,
    Kind.BANK: _ASSET,
    Kind.SELLER_RECEIVABLE: AccountKind("asset", 1, floored=True),
    Kind.UNAPPLIED: _LIABILITY,
    Kind.ESCROW: _FLOORED,
    Kind.SELLER_PAYABLE: _FLOORED,
    Kind.SELLER_RESERVE: _FLOORED,
    Kind.BUYER_BALANCE: _FLOORED,
    Kind.REFUND_IN_TRANSIT: _LIABILITY,
    Kind.PAYOUT_IN_TRANSIT: _LIABILITY,
    Kind.TAX_PAYABLE: _LIABILITY,
    Kind.PLUS_DUE: _LIABILITY,
    Kind.GUARANTEE_FUND: _FLOORED,
    Kind.COMMISSION: _INCOME,
    Kind.PSP_FEES: _EXPENSE,
    Kind.CHARGEBACK_LOSS: _EXPENSE,
    Kind.GOODWILL: _EXPENSE,
    Kind.CHARGEBACK_SUSPENSE: AccountKind("clearing", 1),
    Kind.FUND_ADVANCES: AccountKind("clearing", -1),
    Kind.CHARGEBACK_RECEIVABLE: AccountKind("asset", 1, floored=True),
}
