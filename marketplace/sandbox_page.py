"""The pretend provider's desk: what it did lately, what waits in its box, and its report of today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import clock
from escrow.gateways.sandbox import book, faults, messages
from escrow.gateways.sandbox.accounts import ACCOUNTS, Plot
from escrow.models import (
    Operation,
    SandboxCharge,
    SandboxChargeback,
    SandboxMessage,
    SandboxPayout,
    SandboxRefund,
)
from escrow.money import Money
from marketplace.forms import card
from marketplace.sandbox_deeds import Deed, offered

LATEST = 5
TITLES: dict[str, Promise] = {
    "charges": _("Payments"),
    "refunds": _("Refunds"),
    "payouts": _("Payouts"),
    "chargebacks": _("Chargebacks"),
}
STATES: dict[str, Promise] = {
    "waiting": _("waits for a card"),
    "challenged": _("the bank asks the buyer"),
    "voucher": _("voucher, not paid yet"),
    "expired": _("voucher, run out"),
    "succeeded": _("done"),
    "declined": _("refused"),
    "bounced": _("came back"),
    "in_transit": _("on its way"),
    "paid": _("arrived"),
    "returned": _("sent back"),
    "warning": _("a warning"),
    "taken": _("taken back"),
    "won": _("the shop won"),
    "lost": _("the buyer won"),
}
KINDS = {
    "succeeded": "safe",
    "paid": "safe",
    "won": "safe",
    "declined": "lost",
    "bounced": "lost",
    "returned": "lost",
    "lost": "lost",
    "taken": "lost",
    "warning": "act",
    "voucher": "act",
    "challenged": "act",
}
ENDINGS: dict[str, Promise] = {
    Plot.PAY: _("Arrives after a day. So does every other number."),
    Plot.DECLINE: _("Is refused."),
    Plot.TIMEOUT_TAKEN: _("The line goes dead, but the money is on its way."),
    Plot.TIMEOUT_LOST: _("The line goes dead, and nothing was sent."),
    Plot.RETURN: _("Arrives, and is sent back two days later."),
    Plot.LINGER: _("Stays on its way until you say what happens."),
}


@dataclass(frozen=True)
class Row:
    """One thing of the provider's. `about` says whose it is, as far as anybody knows."""

    noun: str
    pk: int
    amount: Money
    state: Promise
    kind: str
    with_what: str
    about: str
    at: datetime
    deeds: Sequence[Deed]


def shown() -> dict[str, Any]:
    """Everything the desk shows."""
    waiting = messages.waiting().order_by("pk")
    return {
        "groups": _groups(),
        "weather": faults.weather(),
        "waiting": list(waiting[:LATEST]),
        "waiting_count": waiting.count(),
        "lines": list(book.report(clock.now().date())),
        "cards": card.groups(),
        "accounts": [(account.number, ENDINGS[account.plot]) for account in ACCOUNTS],
        "sent_count": SandboxMessage.objects.exclude(delivered_at=None).count(),
    }


def _groups() -> list[dict[str, Any]]:
    things: dict[str, list[Any]] = {
        "charges": _latest(SandboxCharge.objects.all()),
        "refunds": _latest(SandboxRefund.objects.all()),
        "payouts": _latest(SandboxPayout.objects.all()),
        "chargebacks": _latest(SandboxChargeback.objects.select_related("capture")),
    }
    orders = _orders(_key(each) for found in things.values() for each in found)
    return [
        {
            "noun": noun,
            "title": TITLES[noun],
            "rows": [_row(noun, each, orders.get(_key(each), "")) for each in found],
        }
        for noun, found in things.items()
    ]


def _latest(things: QuerySet[Any]) -> list[Any]:
    return list(things.order_by("-at", "-pk")[:LATEST])


def _key(each: Any) -> UUID:
    """The operation of ours that it belongs to."""
    owner = each.capture if isinstance(each, SandboxChargeback) else each
    key: UUID = owner.operation_key
    return key


def _orders(keys: Iterable[UUID]) -> dict[UUID, str]:
    """The orders behind our operations; the provider itself knows only the keys."""
    number = "payment__tender__checkout__orders__number"
    found = Operation.objects.filter(pk__in=set(keys)).exclude(**{number: None})
    return dict(found.order_by(number).values_list("pk", number))


def _row(noun: str, each: Any, about: str) -> Row:
    code = getattr(each, "decline_code", "")
    return Row(
        noun=noun,
        pk=each.pk,
        amount=each.amount,
        state=STATES[each.state],
        kind=KINDS.get(each.state, ""),
        with_what=_with_what(each) + (f" ({code})" if code else ""),
        about=about,
        at=each.at,
        deeds=list(offered(noun, each.state)),
    )


def _with_what(each: Any) -> str:
    if isinstance(each, SandboxPayout):
        return f"··{each.account[-4:]}" if each.account else ""
    if isinstance(each, SandboxChargeback):
        return each.reference
    return f"··{each.card}" if getattr(each, "card", "") else each.reference
