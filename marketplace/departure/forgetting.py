"""What is deleted of a person who leaves. Books, orders and cases stay: the law wants them."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from escrow import clock
from escrow.models import Notice
from escrow.story import step
from marketplace import message_photos
from marketplace.data_export.stories import drop
from marketplace.models import (
    ApiToken,
    CalendarFeed,
    CannedReply,
    Cart,
    DataExport,
    IdempotencyKey,
    Message,
    MessagePhoto,
    SavedAddress,
    User,
    WebhookEndpoint,
)
from marketplace.models.data_export import ExportState
from sellers.models import Seller

# Rows that are a person's own and nobody else's.
OWNED: list[Any] = [
    EmailAddress,
    Authenticator,
    SavedAddress,
    IdempotencyKey,
    CalendarFeed,
    Cart,
    ApiToken,
]
NOWHERE = "left.invalid"  # RFC 2606: no mail is ever delivered there


@step
def forget(person: User) -> None:
    """Of a locked person nothing remains that says who they were."""
    sign_out_everywhere(person)
    for model in OWNED:
        owned: QuerySet[Any] = model._default_manager.filter(user_id=person.pk)
        owned.delete()
    _forget_files(person)
    _forget_words(person)
    Notice.objects.filter(to=person).update(subject_line="", body="", detail={})
    CannedReply.objects.filter(seller__user=person).delete()
    _end_webhooks(person)
    Seller.objects.filter(user=person).update(story="", city="", banner="", logo="")
    _become_nobody(person)
    for guest in User.objects.select_for_update().filter(kept_by=person).order_by("pk"):
        forget(guest)


def _become_nobody(person: User) -> None:
    person.email = f"{person.pk}@{NOWHERE}"
    person.name = person.country = person.currency = ""
    person.guest_email, person.kept_by = "", None
    person.language, person.time_zone = "en", "UTC"
    person.is_active = person.is_superuser = False
    person.last_login = None
    person.leaving_at, person.left_at = None, clock.now()
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


def sign_out_everywhere(person: User) -> None:
    """Sessions name nobody in a column; each is opened."""
    for session in Session.objects.filter(expire_date__gt=clock.real_now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            SessionStore(session.session_key).delete()


def _forget_files(person: User) -> None:
    for export in DataExport.objects.select_for_update(no_key=True).filter(user=person):
        if export.state == ExportState.READY:
            drop(export)
        elif export.state == ExportState.ASKED:
            export.fail()
            export.save()


def _end_webhooks(person: User) -> None:
    """No program of theirs is told anything any more."""
    kept = WebhookEndpoint.objects.of(person)
    kept.update(ended_at=clock.now(), address="", secret="", old_secret="", old_secret_until=None)


def _forget_words(person: User) -> None:
    """What was asked before a purchase; what was agreed about an order stays with the order."""
    asked = Message.objects.filter(by=person, conversation__order=None, forgotten_at=None)
    message_photos.forget(MessagePhoto.objects.filter(message__in=asked))
    asked.update(text="", shown="", language="", forgotten_at=clock.now())
