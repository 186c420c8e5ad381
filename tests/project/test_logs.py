"""What the reader of all logs finds (tests/log_reader.py), and what it lets pass."""

import logging

import pytest
from django.conf import settings

from tests.log_reader import leak, reader

# Of nobody's family, so that what others have set up changes nothing.
log = logging.Logger("alone")
log.addHandler(reader)


@pytest.mark.parametrize(
    "text",
    [
        "card 4242424242424242 declined",
        "card 4242 4242 4242 4242 declined",
        "5555-5555-5555-4444",
        "key sk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "secret whsec_abcdefgh",
        "Authorization: Bearer A21AAF-1234567890",
    ],
)
def test_a_card_number_or_a_key_is_found(text: str) -> None:
    assert leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "card ··4242 declined",
        "operation 24f0c6ae-0576-4ae2-8999-64615ddf2df5",
        "IBAN-less account 000123456789",
        "at 2026-03-02T09:00:00.123456",
        "4242424242424241 has a wrong check digit",
    ],
)
def test_what_is_no_secret_passes(text: str) -> None:
    assert not leak(text)


def test_it_reads_words_arguments_extras_and_failures() -> None:
    said = [
        lambda: log.warning("declined %s", "4242424242424242"),
        lambda: log.warning("declined", extra={"card": "4242424242424242"}),
        lambda: log.error("fell", exc_info=ValueError("4242424242424242")),
        lambda: log.warning("key %s", settings.SECRET_KEY),
    ]
    for number, say in enumerate(said, 1):
        say()
        assert len(reader.leaks) == number
    reader.leaks.clear()
