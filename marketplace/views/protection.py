"""The promise in one page, drawn from the policy in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace import policy_history, promise_page


def protection(request: HttpRequest) -> HttpResponse:
    return render(request, "protection/protection.html", {"promise": promise_page.shown()})


def protection_history(request: HttpRequest) -> HttpResponse:
    """Every policy with what it changed, the newest first; before them one that has its day."""
    context = {"chapters": policy_history.chapters(), **policy_history.coming()}
    return render(request, "protection/history.html", context)
