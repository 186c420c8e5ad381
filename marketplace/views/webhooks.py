"""Where providers' messages arrive. They are stored here and acted on later."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from escrow import gateways, inbox

NOT_KEPT = {"Cookie", "Authorization"}


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    _known_or_404(gateway)
    headers = {name: value for name, value in request.headers.items() if name not in NOT_KEPT}
    try:
        inbox.receive(gateway, headers, request.body)
    except gateways.ForgedMessage:
        return HttpResponse(status=400)
    return HttpResponse(status=200)


def _known_or_404(gateway: str) -> None:
    if gateway not in {known.name for known in gateways.available()}:
        raise Http404
