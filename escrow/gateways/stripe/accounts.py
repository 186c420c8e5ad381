"""Sellers' own accounts at Stripe: opened once, completed on Stripe's page, paid by hand only."""

from __future__ import annotations

from escrow.gateways.stripe.client import client


def create(key: str, *, email: str, country: str) -> str:
    """An Express account. Nothing leaves it by itself: each payout is one of ours."""
    made = client().v1.accounts.create(
        {
            "controller": {
                "stripe_dashboard": {"type": "express"},
                "fees": {"payer": "application"},
                "losses": {"payments": "application"},
                "requirement_collection": "stripe",
            },
            "capabilities": {"transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}},
            "country": country,
            "email": email,
            "metadata": {"seller": key},
        },
        {"idempotency_key": f"account:{key}"},
    )
    return made.id


def page(account: str, *, back: str, again: str) -> str:
    """It can be opened once, within minutes; `again` is where a stale one leads."""
    made = client().v1.account_links.create(
        {
            "account": account,
            "type": "account_onboarding",
            "return_url": back,
            "refresh_url": again,
        }
    )
    return made.url


def can_be_paid(account: str) -> bool:
    """Stripe takes transfers for it and lets them go on to a bank."""
    found = client().v1.accounts.retrieve(account)
    takes = found.capabilities and getattr(found.capabilities, "transfers", "") == "active"
    return bool(takes and found.payouts_enabled)
