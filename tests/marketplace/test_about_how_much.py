"""A price in the reader's own currency, roughly, from rates that the operator has loaded."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from escrow import clock
from escrow.money import Money
from marketplace import conversion, rates
from marketplace.models import ExchangeRate, Listing, User
from tests import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DAY = "2026-02-27"
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<Cube><Cube time='{DAY}'><Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='160'/></Cube></Cube>
</gesmes:Envelope>"""
CSV = "Date, USD, JPY, BGN, \n27 February 2026, 1.25, 160, N/A, \n"


@pytest.mark.parametrize("content", [XML, CSV])
def test_both_files_of_the_central_bank_are_read(content: str, tmp_path: Path) -> None:
    file = tmp_path / "rates"
    file.write_text(content)
    call_command("load_rates", file)
    found = ExchangeRate.objects.order_by("currency").values_list("currency", "per_euro")
    assert list(found) == [("JPY", Decimal(160)), ("USD", Decimal("1.25"))]
    call_command("load_rates", file)
    assert ExchangeRate.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    ["", "hello", "<a/>", "<a", "Date, USD\nsoon, 1\n", CSV.replace("1.25", "-1"),
     CSV.replace("1.25", "NaN"), '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
)  # fmt: skip
def test_a_wrong_file_changes_nothing_and_says_why(content: str, tmp_path: Path) -> None:
    file = tmp_path / "rates"
    file.write_text(content)
    with pytest.raises(CommandError):
        call_command("load_rates", file)
    assert not ExchangeRate.objects.exists()


@pytest.mark.parametrize(
    ("price", "currency", "about"),
    [
        (Money(4200, "EUR"), "USD", Money(5250, "USD")),
        (Money(4200, "EUR"), "JPY", Money(6720, "JPY")),
        (Money(6720, "JPY"), "USD", Money(5250, "USD")),
        (Money(5250, "USD"), "EUR", Money(4200, "EUR")),
    ],
)
def test_it_goes_by_the_euro_from_any_currency_to_any(
    price: Money, currency: str, about: Money
) -> None:
    rates.load(XML)
    found = conversion.about(price, currency)
    assert found is not None
    assert (found.amount, found.day.isoformat()) == (about, DAY)


def test_nothing_is_said_without_a_wish_a_rate_or_when_it_is_old() -> None:
    price = Money(4200, "EUR")
    assert conversion.about(price, "USD") is None
    rates.load(XML)
    assert conversion.about(price, "") is conversion.about(price, "EUR") is None
    assert conversion.about(price, "GBP") is None
    clock.advance(timedelta(days=15))
    assert conversion.about(price, "USD") is None


def test_the_page_says_about_how_much_and_in_what_one_pays(
    client: Client, ben: User, lamp: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates.load(XML)
    client.force_login(ben)
    monkeypatch.setattr(conversion, "currency_of", lambda reader: "USD" if reader == ben else "")
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "52.50" in page
    assert "at the rate of 27 February. You pay in EUR." in page
    client.logout()
    assert "at the rate of" not in client.get(lamp.get_absolute_url()).content.decode()


def test_another_currency_costs_the_page_one_question(
    client: Client, ben: User, lamp: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates.load(XML)
    client.force_login(ben)
    plain = queries.of_page(client, lamp.get_absolute_url())
    monkeypatch.setattr(conversion, "currency_of", lambda reader: "JPY")
    assert queries.of_page(client, lamp.get_absolute_url()) == plain + 1 <= 11
