"""Where carriers' messages arrive. They are stored here and acted on later."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace import carrier_inbox, carrier_signature
from marketplace.carrier_signature import ForgedMessage


@csrf_exempt
@require_POST
def carrier_webhook(request: HttpRequest, carrier: str) -> HttpResponse:
    """200 as soon as it is kept, the second time too; 400 for what the carrier has not signed."""
    if not carrier_signature.secrets_of(carrier):
        raise Http404
    try:
        carrier_inbox.receive(carrier, request.headers, request.body)
    except ForgedMessage:
        return HttpResponse(status=400)
    return HttpResponse(status=200)
