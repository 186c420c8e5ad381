"""Stripe's payment page for one charge: opened once, found again, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urljoin

import stripe
from django.conf import settings
from django.utils.translation import gettext as _
from stripe.checkout import Session
from stripe.params.checkout import SessionCreateParams

from escrow import clock
from escrow.gateways.lateness import PATIENCE
from escrow.gateways.stripe import amounts
from escrow.gateways.stripe.client import KEY, client, was_done_before
from escrow.models import Operation

# Stripe lets a page live for 30 minutes to a day, counted from when the call arrives.
LASTS = timedelta(minutes=40)
# By so much Stripe's clock and ours may differ.
CLOCKS_DIFFER = timedelta(minutes=1)
WITH_MONEY = ["payment_intent.latest_charge"]
_WITH_MONEY_IN_LIST = [f"data.{path}" for path in WITH_MONEY]


def open_page(operation: Operation) -> Session:
    """The page on which the buyer pays; the same key finds the same page, as it is now."""
    session = client().v1.checkout.sessions.create(
        _asked(operation), {"idempotency_key": str(operation.pk)}
    )
    return read(session.id) if was_done_before(session) else session


def read(reference: str) -> Session:
    return client().v1.checkout.sessions.retrieve(reference, {"expand": WITH_MONEY})


def find(operation: Operation) -> Session | None:
    """The page of a charge, by its reference if we know it, else among those of its time."""
    reference = operation.provider_reference
    if reference.startswith("cs_"):
        return read(reference)
    return next(_opened_for(operation), None)


def close(session: Session) -> Session:
    """Nobody can pay there any more. One that is closed or paid already stays as it is."""
    try:
        return client().v1.checkout.sessions.expire(session.id, {"expand": WITH_MONEY})
    except stripe.InvalidRequestError:
        return read(session.id)


def _opened_for(operation: Operation) -> Iterator[Session]:
    """Stripe cannot look for our key, but a call arrives soon or never."""
    asked_at = operation.asked_at or clock.now()
    around = client().v1.checkout.sessions.list(
        {
            "created": {
                "gte": _seconds(asked_at - CLOCKS_DIFFER),
                "lte": _seconds(asked_at + PATIENCE + CLOCKS_DIFFER),
            },
            "limit": 100,
            "expand": _WITH_MONEY_IN_LIST,
        }
    )
    for session in around.auto_paging_iter():
        if session.client_reference_id == str(operation.pk):
            yield session


def _asked(operation: Operation) -> SessionCreateParams:
    """The same whenever it is asked: a key with anything else in it would be refused."""
    key = str(operation.pk)
    back = urljoin(settings.HOLDFAST_BASE_URL, operation.details.get("return_url", "/"))
    method = operation.the_payment.method or settings.STRIPE_METHODS[0]
    asked: SessionCreateParams = {
        "mode": "payment",
        "client_reference_id": key,
        "metadata": {KEY: key},
        "payment_intent_data": {"metadata": {KEY: key}},
        "allowed_payment_method_types": [method],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": amounts.code(operation.amount),
                    "unit_amount": amounts.to_stripe(operation.amount),
                    "product_data": {"name": _("Your purchase")},
                },
            }
        ],
        # Else Stripe lets the buyer pay in another currency than we asked for.
        "adaptive_pricing": {"enabled": False},
        "expires_at": _seconds((operation.asked_at or clock.now()) + LASTS),
        "success_url": back,
        "cancel_url": back,
        "expand": WITH_MONEY,
    }
    if method == "wechat_pay":
        asked["payment_method_options"] = {"wechat_pay": {"client": "web"}}
    return asked


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
