"""The promise in one page, drawn from the policy in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace import promise_page


def protection(request: HttpRequest) -> HttpResponse:
    return render(request, "protection/protection.html", {"promise": promise_page.shown()})
