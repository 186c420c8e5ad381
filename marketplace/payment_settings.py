"""What the payment providers need to know, from the environment alone: secrets never stand in code.

A gateway is on when HOLDFAST_GATEWAYS names it; `manage.py check` says what it then lacks.
"""

from __future__ import annotations

# Where buyers are sent to pay. A form that leads there by a redirect needs its page allowed.
PAGES: list[str] = []
