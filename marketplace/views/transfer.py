"""How to pay by bank transfer: a page for the buyer alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from escrow.models import Operation
from marketplace import transfer_page
from marketplace.views.buyer import BuyerRequest, for_buyers


@for_buyers
@never_cache
@require_safe
def bank_transfer(request: BuyerRequest, key: UUID) -> HttpResponse:
    """To whom, how much, with which reference, until when, and what if it goes wrong."""
    asked = get_object_or_404(Operation, pk=key, payment__buyer=request.buyer)
    return render(request, "transfer/transfer.html", {"transfer": transfer_page.of(asked)})
