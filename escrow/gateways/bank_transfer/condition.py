"""What must be right about our account, and what somebody should have looked at by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escrow import clock
from escrow.gateways import Finding
from escrow.gateways.bank_transfer import account, movements
from escrow.models import BankStatement, BankTransfer

OLDEST_STATEMENT = timedelta(days=4)
OLDEST_UNMATCHED = timedelta(days=3)
OLDEST_TRANSFER = timedelta(days=1)


def findings() -> Iterator[Finding]:
    yield _account()
    yield _statement()
    yield _looked_at()
    yield _sent()


def _account() -> Finding:
    number = account.iban()
    if not account.is_iban(number):
        return Finding("account", False, _("BANK_TRANSFER_IBAN is not an IBAN."))
    if not account.holder():
        return Finding("account", False, _("BANK_TRANSFER_HOLDER is empty."))
    words = _("Money comes to the account %(hint)s.") % {"hint": account.masked(number)}
    return Finding("account", True, words)


def _statement() -> Finding:
    newest = BankStatement.objects.order_by("-imported_at").first()
    if newest is None:
        return Finding("statement", False, _("No statement was imported yet."))
    is_fresh = clock.now() - newest.imported_at <= OLDEST_STATEMENT
    words = _("The newest statement was imported on %(day)s.") % {
        "day": newest.imported_at.date().isoformat()
    }
    return Finding("statement", is_fresh, words)


def _looked_at() -> Finding:
    """Somebody's money lies there, and nobody has said whose."""
    old = clock.now() - OLDEST_UNMATCHED
    deposits = movements.unmatched().filter(at__lt=old).count()
    debits = movements.unexplained().filter(at__lt=old).count()
    count = deposits + debits
    words = ngettext(
        "%d line of the statements waits for somebody to explain it.",
        "%d lines of the statements wait for somebody to explain them.",
        count,
    )
    return Finding("unmatched", not count, words % count)


def _sent() -> Finding:
    """A refund that waits for a file waits for a person."""
    old = clock.now() - OLDEST_TRANSFER
    waiting = BankTransfer.objects.filter(state=BankTransfer.State.WAITING, at__lt=old).count()
    words = ngettext(
        "%d transfer waits for a payment file.", "%d transfers wait for a payment file.", waiting
    )
    return Finding("transfers", not waiting, words % waiting)
