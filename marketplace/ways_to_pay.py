"""The ways to pay that a buyer chooses from: every gateway's methods for this currency and country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from escrow import gateways
from escrow.gateways import Gateway, Method
from escrow.models import Payment
from escrow.story import require
from marketplace.quotes import CannotBeBought


@dataclass(frozen=True)
class Way:
    """One way to pay. `takes_days`: the money comes after the buyer has left the page."""

    gateway: str
    method: str
    title: Any
    takes_days: bool = False

    @property
    def code(self) -> str:
        """As forms and programs name it: `sandbox`, `stripe:ideal`."""
        return f"{self.gateway}:{self.method}" if self.method else self.gateway

    def is_of(self, payment: Payment) -> bool:
        return (payment.gateway, payment.method) == (self.gateway, self.method)


class NoSuchWay(CannotBeBought):
    """It cannot be paid like that here; another way can be chosen."""


def ways(currency: str, country: str) -> list[Way]:
    """Those that can pay in this currency, for who has it sent to this country; the usual first."""
    return [
        way
        for gateway in gateways.to_pay_with()
        if gateway.capabilities().takes(currency)
        for way in _of(gateway, currency, country)
    ]


def chosen(code: str, currency: str, country: str) -> Way:
    """The way of that name, the usual one where none is named. Raises NoSuchWay.

    A gateway's name alone means the first of its ways.
    """
    able = ways(currency, country)
    named = {"currency": currency}
    require(bool(able), NoSuchWay, _("There is no way to pay in %(currency)s here yet.") % named)
    found = next((way for way in able if code in ("", way.gateway, way.code)), None)
    if found is None:
        raise NoSuchWay(_("This cannot be paid like that. Choose another way to pay."))
    return found


def code_of(payment: Payment) -> str:
    """By which name the payment's way would be chosen again."""
    return Way(payment.gateway, payment.method, "").code


def _of(gateway: Gateway, currency: str, country: str) -> list[Way]:
    able = gateway.capabilities()
    if not able.methods:
        return [Way(gateway.name, "", able.title)]
    return [_way(gateway, method) for method in able.methods if method.is_for(currency, country)]


def _way(gateway: Gateway, method: Method) -> Way:
    return Way(gateway.name, method.code, method.title, method.takes_days)
