"""What the payment providers need to know, from the environment alone: secrets never stand in code.

A gateway is on when HOLDFAST_GATEWAYS names it; `manage.py check` says what it then lacks.
"""

from __future__ import annotations

from marketplace.environment import env

# -- Stripe: docs/gateways-stripe.md --------------------------------------------------

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=[])
STRIPE_METHODS = env.list("STRIPE_METHODS", default=["card"])
STRIPE_CURRENCIES = env.list("STRIPE_CURRENCIES", default=[])
STRIPE_CONNECT = env.bool("STRIPE_CONNECT", default=False)
STRIPE_API_URL = env.str("STRIPE_API_URL", default="https://api.stripe.com")
STRIPE_FILES_URL = env.str("STRIPE_FILES_URL", default="https://files.stripe.com")
STRIPE_PAGE = env.str("STRIPE_PAGE", default="https://checkout.stripe.com")

# -- PayPal: docs/gateways-paypal.md --------------------------------------------------

PAYPAL_MODE = env.str("PAYPAL_MODE", default="sandbox")
PAYPAL_CLIENT_ID = env.str("PAYPAL_CLIENT_ID", default="")
PAYPAL_CLIENT_SECRET = env.str("PAYPAL_CLIENT_SECRET", default="")
PAYPAL_WEBHOOK_ID = env.str("PAYPAL_WEBHOOK_ID", default="")
PAYPAL_BRAND_NAME = env.str("PAYPAL_BRAND_NAME", default="Holdfast")
# Payouts are a service of their own that PayPal has to allow.
PAYPAL_PAYS_OUT = env.bool("PAYPAL_PAYS_OUT", default=False)
# For tests alone: where a peer stands, and who vouches for its certificate.
PAYPAL_API_URL = env.str("PAYPAL_API_URL", default="")
PAYPAL_TRUSTS = env.str("PAYPAL_TRUSTS", default="")

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

# -- Pages ----------------------------------------------------------------------------

# Where buyers are sent to pay. A form that leads there by a redirect needs its page allowed.
PAGES: list[str] = []
_on = env.list("HOLDFAST_GATEWAYS", default=[])
if "stripe" in _on:
    PAGES += [STRIPE_PAGE, *(["https://connect.stripe.com"] if STRIPE_CONNECT else [])]
if "paypal" in _on:
    PAGES.append(
        "https://www.paypal.com" if PAYPAL_MODE == "live" else "https://www.sandbox.paypal.com"
    )
