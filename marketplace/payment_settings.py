"""What the payment providers need to know, from the environment alone: secrets never stand in code.

A gateway is on when HOLDFAST_GATEWAYS names it; `manage.py check` says what it then lacks.
"""

from __future__ import annotations

from pathlib import Path

import environ

env = environ.FileAwareEnv()
env.read_env(Path(__file__).resolve().parents[1] / ".env")

# Where buyers are sent to pay. A form that leads there by a redirect needs its page allowed.
PAGES: list[str] = []

# -- Bank transfers: our own account. docs/gateways-bank-transfer.md --------------------

BANK_TRANSFER_HOLDER = env.str("BANK_TRANSFER_HOLDER", default="")
BANK_TRANSFER_IBAN = env.str("BANK_TRANSFER_IBAN", default="")
BANK_TRANSFER_BIC = env.str("BANK_TRANSFER_BIC", default="")
BANK_TRANSFER_BANK = env.str("BANK_TRANSFER_BANK", default="")
BANK_TRANSFER_CURRENCIES = env.list("BANK_TRANSFER_CURRENCIES", default=["EUR"])
BANK_TRANSFER_CSV_COLUMNS = env.dict("BANK_TRANSFER_CSV_COLUMNS", default={})
BANK_TRANSFER_CSV_DAYS = env.list(
    "BANK_TRANSFER_CSV_DAYS", default=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y%m%d"]
)
BANK_TRANSFER_FEE_WORDS = env.list(
    "BANK_TRANSFER_FEE_WORDS",
    default=["bank fee", "account fee", "kontoführung", "entgelt", "abschluss", "comisión"],
)
BANK_TRANSFER_PAIN = env.str("BANK_TRANSFER_PAIN", default="pain.001.001.09")
