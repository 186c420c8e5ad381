"""What the payment providers need to know, from the environment alone: secrets never stand in code.

A gateway is on when HOLDFAST_GATEWAYS names it; `manage.py check` says what it then lacks.
"""

from __future__ import annotations

from pathlib import Path

import environ

env = environ.FileAwareEnv()
env.read_env(Path(__file__).resolve().parents[1] / ".env")

# -- Stripe: docs/gateways-stripe.md --------------------------------------------------

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=[])
STRIPE_METHODS = env.list("STRIPE_METHODS", default=["card"])
STRIPE_CURRENCIES = env.list("STRIPE_CURRENCIES", default=[])
STRIPE_CONNECT = env.bool("STRIPE_CONNECT", default=False)
STRIPE_API_URL = env.str("STRIPE_API_URL", default="https://api.stripe.com")
STRIPE_FILES_URL = env.str("STRIPE_FILES_URL", default="https://files.stripe.com")
STRIPE_PAGE = env.str("STRIPE_PAGE", default="https://checkout.stripe.com")

# -- Pages ----------------------------------------------------------------------------

# Where buyers are sent to pay. A form that leads there by a redirect needs its page allowed.
PAGES: list[str] = []
if "stripe" in env.list("HOLDFAST_GATEWAYS", default=[]):
    PAGES += [STRIPE_PAGE, *(["https://connect.stripe.com"] if STRIPE_CONNECT else [])]
