"""An e-mail as it leaves: both forms, headers that mailboxes ask for, and the answer it got."""

from __future__ import annotations

import hashlib
import smtplib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import EmailMessage

from escrow.models import Notice
from marketplace import notice_kinds, unsubscribing
from marketplace.abroad import absolute

LONGEST_ANSWER = 500


class NotTaken(Exception):
    """The provider took nothing, and gave no reason."""


def line() -> BaseEmailBackend:
    """One connection for many letters. Raises what the provider raises when nobody is there."""
    connection: BaseEmailBackend = get_connection()
    connection.open()
    return connection


def letter(notice: Notice) -> EmailMultiAlternatives:
    """A worded notice as an e-mail; worded again it has the same id, so that a mailbox knows it."""
    message = EmailMultiAlternatives(
        notice.subject_line, notice.body, None, [notice.to.letters_to], headers=_headers(notice)
    )
    message.attach_alternative(notice.html, "text/html")
    return message


def send(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> str:
    """Hand it over; what the provider said to it. Raises what the provider raises, and NotTaken."""
    if not connection.send_messages([message]):
        raise NotTaken
    said = getattr(message, "answer", "") or f"taken by {type(connection).__module__}"
    return str(said)[:LONGEST_ANSWER]


def message_id(notice: Notice) -> str:
    host = urlsplit(settings.HOLDFAST_BASE_URL).hostname or "localhost"
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{notice.key}".encode()).hexdigest()[:16]
    return f"<notice.{notice.pk}.{digest}@{host}>"


def _headers(notice: Notice) -> dict[str, str]:
    headers = {"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"}
    leave = unsubscribing.link(notice.to, notice_kinds.of(notice.kind))
    if leave:
        headers["List-Unsubscribe"] = f"<{absolute(leave)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


class Remembers:
    """What an SMTP server says after the last line of a letter; Python's client forgets it."""

    answer = ""

    def data(self, message: Any) -> tuple[int, bytes]:
        code, said = super().data(message)  # type: ignore[misc]
        self.answer = f"{code} {said.decode(errors='replace')}"
        return code, said


class Plain(Remembers, smtplib.SMTP):
    """Without TLS, or with STARTTLS."""


class Secure(Remembers, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class AnsweringBackend(EmailBackend):
    """SMTP as Django speaks it, with the server's answer kept on the message."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return Secure if self.use_ssl else Plain

    def _send(self, email_message: EmailMessage) -> bool:
        taken = bool(super()._send(email_message))  # type: ignore[misc]
        email_message.answer = getattr(self.connection, "answer", "")  # type: ignore[attr-defined]
        return taken
