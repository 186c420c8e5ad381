"""Amounts are exact, in their currency, and shared out without losing a cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escrow.money import CurrencyMismatch, Money, NotAnAmount, total

weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("money", "locale", "shown"),
    [
        (Money(4200, "EUR"), "en", "€42.00"),
        (Money(-1250, "EUR"), "de", "-12,50 €"),
        (Money(1234, "JPY"), "en", "¥1,234"),
        (Money(1234567, "KWD"), "de", "1.234,567 KWD"),
        (Money(1250, "RSD"), "en", "RSD12.50"),
        (Money(123456, "BRL"), "pt-br", "R$ 1.234,56"),
    ],
)
def test_amounts_are_written_as_the_reader_writes_them(
    money: Money, locale: str, shown: str
) -> None:
    assert money.format(locale).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("42.50", "EUR", 4250), (" 42 ", "EUR", 4200), ("1234", "JPY", 1234), ("1.234", "KWD", 1234)],
)
def test_amounts_are_read_exactly(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("12.345", "EUR"),
        ("1.5", "JPY"),
        ("twelve", "EUR"),
        ("", "EUR"),
        ("nan", "EUR"),
        ("inf", "EUR"),
        ("1e999999", "EUR"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.parse(text, currency)


@given(minor=st.integers(0, 10**12), parts=weights)
def test_a_split_loses_no_cent_and_nobody_is_a_cent_off(minor: int, parts: list[int]) -> None:
    shares = Money(minor, "EUR").split(parts)
    assert total(shares, "EUR") == Money(minor, "EUR")
    whole = sum(parts)
    for share, weight in zip(shares, parts, strict=True):
        fair = minor * weight / whole if whole else minor / len(parts)
        assert abs(share.minor - fair) < 1 + 1e-3


@given(minor=st.integers(0, 10**12), bps=st.integers(0, 10_000))
def test_a_share_is_rounded_half_up(minor: int, bps: int) -> None:
    assert Money(minor, "EUR").share(bps).minor == (minor * bps + 5_000) // 10_000


def test_two_currencies_never_meet() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        assert Money(1, "EUR") < Money(1, "USD")
