"""What each address of the API can name in the world of `make contract`, told to Schemathesis.

A number that nobody has is answered 404 before any door opens; so most requests name a thing of
Ben's, and the rest are anything at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from disputes.models import Dispute, Evidence, Offer
from escrow import clock
from escrow.models import Payout, Policy, Refund
from marketplace.metric_words import FORMULAS
from marketplace.models import (
    CannedReply,
    CartItem,
    Checkout,
    DataExport,
    Listing,
    Message,
    Order,
    SavedAddress,
    ShippingLane,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from sellers.models import Rating, Seller

OFTEN = 0.8


def settings_with(base: Path, ben: User) -> str:
    """The tool's own settings, and after them the things by the addresses that name them."""
    named: dict[str, dict[str, list[Any]]] = {}
    for address, name, values in _things(ben):
        named.setdefault(address, {})[name] = values
    told = [base.read_text()]
    for place, (address, values_of) in enumerate(named.items()):
        told += [
            f"[dictionaries.{n}{place}]\nvalues = {json.dumps(v)}" for n, v in values_of.items()
        ]
        bound = ", ".join(_bound(name, place) for name in values_of)
        told.append(f"[[operations]]\ninclude-path-regex = {json.dumps(address)}")
        told.append(f"parameters = {{ {bound} }}")
    return "\n".join(told)


def _bound(name: str, place: int) -> str:
    return f'"path.{name}" = {{ dictionary = "{name}{place}", probability = {OFTEN} }}'


def _things(ben: User) -> Iterable[tuple[str, str, list[Any]]]:
    """Addresses, what stands in them, and what can stand there; nothing of which there is none."""
    month = f"{clock.now():%Y-%m}"
    shop = ben.seller
    rows = [
        ("^/api/v1/orders/", "number", Order.objects.values_list("number", flat=True)),
        ("^/api/v1/disputes/", "id", _keys(Dispute)),
        ("^/api/v1/disputes/", "offer", _keys(Offer)),
        ("^/api/v1/evidence/", "id", _keys(Evidence)),
        ("^/api/v1/evidence/", "page", [1]),
        ("^/api/v1/checkouts/", "id", _keys(Checkout)),
        ("^/api/v1/cart/items/", "id", _keys(CartItem)),
        ("^/api/v1/listings/", "id", _keys(Listing)),
        ("^/api/v1/shop/listings/", "id", _keys(Listing.objects.filter(seller=shop))),
        ("^/api/v1/shop/lanes/", "id", _keys(ShippingLane.objects.filter(seller=shop))),
        ("^/api/v1/shop/replies/", "id", _keys(CannedReply)),
        ("^/api/v1/shop/pictures/", "what", ["logo", "banner"]),
        ("^/api/v1/messages/", "key", Message.objects.values_list("conversation__key", flat=True)),
        ("^/api/v1/messages/", "id", _keys(Message)),
        ("^/api/v1/addresses/", "id", _keys(SavedAddress)),
        ("^/api/v1/data-exports/", "id", _keys(DataExport)),
        ("^/api/v1/payouts/", "id", _keys(Payout)),
        ("^/api/v1/refunds/", "id", _keys(Refund)),
        ("^/api/v1/reviews/", "id", _keys(Rating)),
        ("^/api/v1/shops/", "slug", Seller.objects.values_list("slug", flat=True)),
        ("^/api/v1/presumptions/", "number", Policy.objects.values_list("number", flat=True)),
        ("^/api/v1/papers/", "kind", ["slip", "label"]),
        ("^/api/v1/numbers/", "code", ["rating", *FORMULAS]),
        ("^/api/v1/account-statements/", "month", [month]),
        ("^/api/v1/statements/", "month", [month]),
        ("^/api/v1/statements/", "kind", ["csv", "pdf", "json"]),
        ("^/api/v1/webhooks/", "id", _keys(WebhookEndpoint)),
        ("^/api/v1/webhooks/", "delivery", _keys(WebhookDelivery)),
    ]
    for address, name, found in rows:
        values = list(dict.fromkeys(one if isinstance(one, int) else str(one) for one in found))
        if values:
            yield address, name, values


def _keys(found: Any) -> Iterable[Any]:
    rows = found.objects if isinstance(found, type) else found
    return rows.order_by("pk").values_list("pk", flat=True)  # type: ignore[no-any-return]
