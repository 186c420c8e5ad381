"""A shop's own programs: where they are told what happens, and how that went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace.forms.webhook import WebhookForm, as_filled_in
from marketplace.models import WebhookDelivery, WebhookEndpoint
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from marketplace.webhooks import again, keeping
from marketplace.webhooks.log import page_of


@at_the_desk
@never_cache
def desk_webhooks(request: MemberRequest) -> HttpResponse:
    """All of them, and a new one, whose secret is shown this once."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made, secret = keeping.add(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _one(request, made, secret=secret)
    found = WebhookEndpoint.objects.of(request.user)
    return render(request, "desk/webhooks.html", {"endpoints": found, "form": form})


@at_the_desk
@never_cache
def desk_webhook(request: MemberRequest, pk: UUID) -> HttpResponse:
    """One of them: what was sent, what came back, and what can be changed."""
    endpoint = _mine_or_404(request, pk)
    form = WebhookForm(request.POST or None, initial=as_filled_in(endpoint))
    if not form.is_valid():
        return _one(request, endpoint, form=form)
    try:
        keeping.change(pk, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _one(request, endpoint, form=form)
    messages.success(request, _("Saved."))
    return redirect("desk_webhook", pk)


@at_the_desk
@never_cache
@require_POST
def desk_webhook_secret(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Another secret, shown this once."""
    _mine_or_404(request, pk)
    endpoint, secret = keeping.roll_secret(pk, by=request.user)
    return _one(request, endpoint, secret=secret, rolled=True)


@at_the_desk
@require_POST
def desk_webhook_pause(request: MemberRequest, pk: UUID) -> HttpResponse:
    _mine_or_404(request, pk)
    story = keeping.go_on if "go_on" in request.POST else keeping.pause
    story(pk, by=request.user)
    return redirect("desk_webhook", pk)


@at_the_desk
@require_POST
def desk_webhook_removal(request: MemberRequest, pk: UUID) -> HttpResponse:
    keeping.end(pk, by=request.user)
    messages.success(request, _("It is told nothing any more."))
    return redirect("desk_webhooks")


@at_the_desk
@require_POST
def desk_webhook_tests(request: MemberRequest, pk: UUID) -> HttpResponse:
    _mine_or_404(request, pk)
    with told(request, _("A test is on its way. Its answer stands below in some seconds.")):
        again.send_test(pk, by=request.user)
    return redirect("desk_webhook", pk)


@at_the_desk
@require_POST
def desk_webhook_again(request: MemberRequest, pk: UUID, delivery: int) -> HttpResponse:
    mine = WebhookDelivery.objects.of(request.user)
    get_object_or_404(mine, pk=delivery, endpoint=pk)
    again.send_again(delivery, by=request.user)
    messages.success(request, _("It is sent again."))
    return redirect("desk_webhook", pk)


def _mine_or_404(request: MemberRequest, pk: UUID) -> WebhookEndpoint:
    return get_object_or_404(WebhookEndpoint.objects.of(request.user), pk=pk)


def _one(request: MemberRequest, endpoint: WebhookEndpoint, **more: Any) -> HttpResponse:
    log, older = page_of(endpoint, request.GET.get("before"))
    form = more.pop("form", None) or WebhookForm(initial=as_filled_in(endpoint))
    context = {"endpoint": endpoint, "form": form, "log": log, "older": older, **more}
    return render(request, "desk/webhook.html", context)
