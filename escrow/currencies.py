"""ISO 4217 minor units. CLDR's display digits differ for 13 live currencies, so this table rules."""

_TWO = """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ
GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"""
_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"

EXPONENTS: dict[str, int] = (
    dict.fromkeys(_TWO.split(), 2)
    | dict.fromkeys(_ZERO.split(), 0)
    | dict.fromkeys(_THREE.split(), 3)
)


class UnknownCurrency(ValueError):
    """The code is not a live ISO 4217 currency."""


def exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has: JPY 0, EUR 2, KWD 3."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise UnknownCurrency(currency) from None


def as_text(minor: str) -> str:
    """SQL for what `str(Money)` says of a column of minor units beside one named `currency`."""
    fewer, more = (_quoted(codes) for codes in (_ZERO, _THREE))
    digits = f"CASE WHEN currency IN ({fewer}) THEN 0 WHEN currency IN ({more}) THEN 3 ELSE 2 END"
    return f"round({minor} / power(10::numeric, {digits}), {digits}) || ' ' || currency"


def _quoted(codes: str) -> str:
    return ", ".join(f"'{code}'" for code in codes.split())
