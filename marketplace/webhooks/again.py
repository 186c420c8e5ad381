"""A shop sends a message again, or a test; and what is old is forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace.models import User, WebhookDelivery, WebhookEndpoint
from marketplace.webhooks import kinds
from marketplace.webhooks.spreading import body_of

KEPT_FOR = timedelta(days=30)
MOST_AT_ONCE = 1000
MOST_TESTS = 5


class CannotTest(Refusal):
    """Enough tests wait already, or nothing is sent there now."""


@story
def send_again(pk: int, *, by: User) -> WebhookDelivery:
    """Now, with all its tries before it and under the same id.

    Raises WebhookDelivery.DoesNotExist for others.
    """
    rows = WebhookDelivery.objects.of(by).select_for_update(no_key=True, of=("self",))
    delivery = rows.get(pk=pk)
    delivery.send_at(clock.now())
    delivery.save()
    audit.record(by, "webhook_sent_again", delivery)
    return delivery


@story
def send_test(pk: UUID, *, by: User) -> WebhookDelivery:
    """A message that means nothing. Raises CannotTest, WebhookEndpoint.DoesNotExist for others."""
    mine = WebhookEndpoint.objects.of(by).select_for_update(no_key=True, of=("self",))
    endpoint = mine.get(pk=pk)
    require(endpoint.is_on(), CannotTest, _("Nothing is sent there now. Let it go on first."))
    tests = endpoint.deliveries.filter(type=kinds.TEST, next_try_at__isnull=False)
    many = _("Some tests still wait for an answer. Look at them first.")
    require(tests.count() < MOST_TESTS, CannotTest, many)
    made = WebhookDelivery.objects.create(
        endpoint=endpoint,
        message_id=f"msg_{uuid4().hex}",
        type=kinds.TEST,
        body=body_of(kinds.TEST, clock.now(), {"endpoint": str(endpoint.pk)}),
        created_at=clock.now(),
        next_try_at=clock.now(),
    )
    audit.record(by, "webhook_tested", endpoint)
    return made


@story
def forget_old() -> int:
    """After a month nobody asks any more; returns how many went."""
    old = WebhookDelivery.objects.filter(created_at__lt=clock.now() - KEPT_FOR)
    chosen = list(old.order_by("created_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    gone, _rows = WebhookDelivery.objects.filter(pk__in=chosen).delete()
    return gone
