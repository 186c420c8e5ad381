"""What an endpoint was sent, newest first, with every try."""

from __future__ import annotations

from escrow.statement import line_number
from marketplace.models import WebhookDelivery, WebhookEndpoint

PAGE = 20


def page_of(
    endpoint: WebhookEndpoint, before: str | None = None
) -> tuple[list[WebhookDelivery], int | None]:
    """One page, and where the next one begins."""
    rows = endpoint.deliveries.prefetch_related("tries").order_by("-pk")
    number = line_number(before)
    found = list((rows.filter(pk__lt=number) if number else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
