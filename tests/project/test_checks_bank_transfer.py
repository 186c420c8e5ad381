"""What Holdfast refuses to start with when people may pay by bank transfer."""

import pytest
from pytest_django import Settings

from tests.project.test_checks import found, production

__all__ = ["production"]


@pytest.fixture
def account(production: Settings) -> Settings:
    production.HOLDFAST_GATEWAYS = ["bank_transfer", "balance"]
    production.BANK_TRANSFER_HOLDER = "Holdfast Ltd"
    production.BANK_TRANSFER_IBAN = "DE02 1203 0000 0000 2020 51"
    production.BANK_TRANSFER_BIC = "BYLADEM1001"
    return production


@pytest.mark.usefixtures("account")
def test_a_whole_account_is_accepted() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "ident"),
    [
        ("IBAN", "", "E040"),
        ("IBAN", "DE02120300000000202052", "E040"),
        ("HOLDER", " ", "E041"),
        ("BIC", "BYLADEM", "E042"),
        ("IBAN", "DE89370400440532013000", "E043"),
        ("CURRENCIES", ["EUR", "XXX"], "E044"),
        ("CURRENCIES", [], "E044"),
        ("PAIN", "pain.008.001.02", "E045"),
        ("CSV_COLUMNS", {"sum": "Betrag"}, "E046"),
        ("CSV_DAYS", ["%d/%m/%Y", "%m/%d/%Y"], "W040"),
    ],
)
def test_what_is_wrong_is_told(account: Settings, name: str, value: object, ident: str) -> None:
    setattr(account, f"BANK_TRANSFER_{name}", value)
    assert found() == {f"holdfast.{ident}"}


def test_nothing_is_asked_of_who_takes_no_transfers(account: Settings) -> None:
    account.HOLDFAST_GATEWAYS = ["balance"]
    account.BANK_TRANSFER_IBAN = ""
    assert found() == set()
