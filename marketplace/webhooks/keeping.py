"""A shop keeps its endpoints: adds one, changes it, gives it another secret, pauses and ends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace.models import User, WebhookEndpoint
from marketplace.models.webhook_endpoint import WebhookEndpointQuerySet
from marketplace.webhooks import reaching, secrets
from sellers.models import Seller

MOST = 10
BOTH_FOR = timedelta(hours=24)


class CannotAddWebhook(Refusal):
    """There are too many, there is one like it, or we cannot send to that address."""


@story
def add(*, by: User, name: str, address: str, events: Sequence[str]) -> tuple[WebhookEndpoint, str]:
    """A new one and its secret, which is never shown again. Raises CannotAddWebhook."""
    seller = _locked_shop(by)
    mine = WebhookEndpoint.objects.kept().filter(seller=seller)
    too_many = _("You have %(most)s webhooks. End one first.") % {"most": MOST}
    require(mine.count() < MOST, CannotAddWebhook, too_many)
    _check_address(seller, address, None)
    secret = secrets.make()
    made = WebhookEndpoint.objects.create(
        seller=seller,
        name=name,
        address=address,
        events=list(events),
        secret=secrets.close(secret),
        made_at=clock.now(),
    )
    audit.record(by, "webhook_added", made, address=address)
    return made, secret


@story
def change(
    pk: UUID, *, by: User, name: str, address: str, events: Sequence[str]
) -> WebhookEndpoint:
    """From now on. Raises CannotAddWebhook, and WebhookEndpoint.DoesNotExist for others."""
    endpoint = _locked(pk, by)
    _check_address(endpoint.seller, address, pk)
    endpoint.name, endpoint.address, endpoint.events = name, address, list(events)
    endpoint.save(update_fields=["name", "address", "events"])
    audit.record(by, "webhook_changed", endpoint, address=address, events=list(events))
    return endpoint


@story
def roll_secret(pk: UUID, *, by: User) -> tuple[WebhookEndpoint, str]:
    """A new secret; for a day we sign with both, so that a program can change in peace."""
    endpoint, secret = _locked(pk, by), secrets.make()
    endpoint.old_secret = endpoint.secret
    endpoint.old_secret_until = clock.real_now() + BOTH_FOR
    endpoint.secret = secrets.close(secret)
    endpoint.save(update_fields=["secret", "old_secret", "old_secret_until"])
    audit.record(by, "webhook_secret_rolled", endpoint)
    return endpoint, secret


@story
def pause(pk: UUID, *, by: User) -> WebhookEndpoint:
    """Nothing is sent, and what happens is kept for later. Twice is once."""
    endpoint = _locked(pk, by)
    if not endpoint.paused_at:
        endpoint.paused_at = clock.now()
        endpoint.save(update_fields=["paused_at"])
        audit.record(by, "webhook_paused", endpoint)
    return endpoint


@story
def go_on(pk: UUID, *, by: User) -> WebhookEndpoint:
    """It is told again, whoever had stopped it; what waited comes first. Twice is once."""
    endpoint = _locked(pk, by)
    if not endpoint.is_on():
        endpoint.start_again()
        endpoint.save(update_fields=["paused_at", "stopped_at", "failing_since"])
        audit.record(by, "webhook_goes_on", endpoint)
    return endpoint


@story
def end(pk: UUID, *, by: User) -> None:
    """It is told nothing any more, and its secrets are forgotten. Twice is once."""
    for endpoint in _mine(by).filter(pk=pk):
        endpoint.ended_at, endpoint.secret = clock.now(), ""
        endpoint.old_secret, endpoint.old_secret_until = "", None
        endpoint.save()
        audit.record(by, "webhook_ended", endpoint)


def _mine(by: User) -> WebhookEndpointQuerySet:
    return WebhookEndpoint.objects.of(by).select_for_update(no_key=True, of=("self",))


@step
def _locked(pk: UUID, by: User) -> WebhookEndpoint:
    return _mine(by).get(pk=pk)


@step
def _locked_shop(by: User) -> Seller:
    return Seller.objects.select_for_update(no_key=True).get(user=by)


def _check_address(seller: Seller, address: str, own: UUID | None) -> None:
    try:
        reaching.target_of(address)
    except reaching.NotForUs as refusal:
        raise CannotAddWebhook(words_of(str(refusal))) from refusal
    same = WebhookEndpoint.objects.kept().filter(seller=seller, address=address)
    others = same.exclude(pk=own) if own else same
    twice = _("You have a webhook at this address already. Change that one.")
    require(not others.exists(), CannotAddWebhook, twice)


def words_of(code: str) -> str:
    """Why we do not send to an address, and what to write instead."""
    return {
        "https": _("Use an address that begins with https://, so that nobody reads along."),
        "port": _("Use an https address without a port, or port 8443."),
    }.get(code) or _("Write the whole address, like https://shop.example.com/holdfast.")
