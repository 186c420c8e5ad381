"""Ways to pay that Stripe offers: which are on is configuration; what is known of each is here.

A code that is not in the table works as well, without limits: Stripe refuses what it cannot do.
Apple Pay and Google Pay come with `card`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from escrow.gateways import Method

_EUR = frozenset({"EUR"})
_SEPA = """AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL
PT RO SE SI SK SM"""
_KLARNA = "AUD CAD CHF CZK DKK EUR GBP NOK NZD PLN RON SEK USD"
_KLARNA_IN = "AT AU BE CA CH CZ DE DK ES FI FR GB GR IE IT NL NO NZ PL PT RO SE US"
_ALIPAY = "AUD CAD CNY EUR GBP HKD JPY MYR NZD SGD USD"
_WECHAT = "AUD CAD CHF CNY DKK EUR GBP HKD JPY NOK SEK SGD USD"


def _these(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


_KNOWN = {
    method.code: method
    for method in (
        Method("card", _("Card")),
        Method("ideal", "iDEAL", _EUR, frozenset({"NL"})),
        Method("bancontact", "Bancontact", _EUR, frozenset({"BE"})),
        Method("sepa_debit", _("SEPA direct debit"), _EUR, _these(_SEPA), takes_days=True),
        Method("blik", "BLIK", frozenset({"PLN"}), frozenset({"PL"})),
        Method("p24", "Przelewy24", frozenset({"EUR", "PLN"}), frozenset({"PL"})),
        Method("eps", "EPS", _EUR, frozenset({"AT"})),
        Method("pix", "Pix", frozenset({"BRL"}), frozenset({"BR"})),
        Method("boleto", "Boleto", frozenset({"BRL"}), frozenset({"BR"}), takes_days=True),
        Method("alipay", "Alipay", _these(_ALIPAY)),
        Method("wechat_pay", "WeChat Pay", _these(_WECHAT)),
        Method("klarna", "Klarna", _these(_KLARNA), _these(_KLARNA_IN)),
    )
}


def offered(codes: Iterable[str]) -> tuple[Method, ...]:
    """The ways to pay of these codes, in this order."""
    return tuple(_KNOWN.get(code) or Method(code, _title(code)) for code in codes)


def _title(code: str) -> str:
    return code.replace("_", " ").capitalize()
