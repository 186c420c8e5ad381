"""How sellers are rated: every formula, with the numbers of the policy in force."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from marketplace import seller_rules


@require_GET
def how_we_rate(request: HttpRequest) -> HttpResponse:
    enabled = settings.HOLDFAST_ENABLED_CURRENCIES
    asked = request.GET.get("currency", "")
    currency = asked if asked in enabled else settings.HOLDFAST_CURRENCY
    context = {**seller_rules.context(currency), "currencies": enabled}
    return render(request, "rate/how_we_rate.html", context)
