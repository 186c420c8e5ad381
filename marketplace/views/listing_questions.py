"""Asking a seller about a thing, and what others have asked."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from marketplace import conversations, listing_questions
from marketplace.forms.message import AskForm
from marketplace.models import Listing
from marketplace.views.conversations import said

TYPED = "question_typed"


def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was asked about it, and the form; a visitor signs in and finds what they typed."""
    thing = get_object_or_404(_askable().select_related("seller"), pk=pk)
    if request.method != "POST":
        return _page(request, thing, AskForm(initial=_typed(request, pk)))
    if not request.user.is_authenticated:
        _keep(request, pk)
        return redirect_to_login(reverse("listing_questions", args=[pk]) + "#ask")
    form = AskForm(request.POST, request.FILES)
    if not said(request, form, partial(conversations.ask_seller, thing)):  # type: ignore[arg-type]
        return _page(request, thing, form)
    request.session.pop(TYPED, None)
    mine = request.user.conversations.get(listing=thing)
    return redirect(f"{mine.get_absolute_url()}#last")


def _askable() -> Any:
    return Listing.objects.exclude(state=Listing.State.DRAFT).with_card()


def _keep(request: HttpRequest, pk: int) -> None:
    """Until they have signed in, in this browser."""
    public = "may_be_public" in request.POST
    text = request.POST.get("text", "")[: conversations.LONGEST]
    request.session[TYPED] = {"listing": pk, "text": text, "may_be_public": public}


def _typed(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What was typed about this thing before signing in."""
    typed = request.session.get(TYPED) or {}
    if typed.get("listing") != pk:
        return {}
    return {"text": typed["text"], "may_be_public": typed["may_be_public"]}


def _page(request: HttpRequest, thing: Listing, form: AskForm) -> HttpResponse:
    shown, after, written = listing_questions.page(thing, request.GET.get("after", ""))
    context = {
        "listing": thing,
        "mine": thing.seller.user_id == request.user.pk,
        "questions": shown,
        "after": after,
        "written": written,
        "form": form,
    }
    return render(request, "listing/questions.html", context)
