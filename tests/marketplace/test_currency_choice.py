"""The currency somebody thinks in: kept on the account or by the browser, where there is a choice."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from marketplace import currency_choice
from marketplace.models import User

pytestmark = pytest.mark.django_db
SETTINGS = reverse("account_settings")
VISITOR = reverse("preferences")


def said(person: User, **more: str) -> dict[str, str]:
    kept = {"name": person.name, "language": "en", "time_zone": "Europe/Berlin", "country": "DE"}
    return {**kept, **more}


def test_a_person_keeps_it_on_the_account_and_takes_it_back(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.post(SETTINGS, said(ben, currency="USD"))
    ben.refresh_from_db()
    assert ben.currency == "USD"
    client.post(SETTINGS, said(ben, currency=""))
    ben.refresh_from_db()
    assert ben.currency == ""


def test_one_that_is_not_enabled_is_refused(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.post(SETTINGS, said(ben, currency="XTS")).context["form"].errors["currency"]
    ben.refresh_from_db()
    assert ben.currency == ""


def test_with_one_currency_nothing_is_asked(client: Client, ben: User, settings: object) -> None:
    settings.HOLDFAST_ENABLED_CURRENCIES = ["EUR"]
    client.force_login(ben)
    assert 'name="currency"' not in client.get(SETTINGS).content.decode()
    assert client.post(SETTINGS, said(ben)).status_code == 302


def test_one_that_is_enabled_no_more_is_not_used(ben: User, settings: object) -> None:
    ben.currency = "USD"
    settings.HOLDFAST_ENABLED_CURRENCIES = ["EUR", "GBP"]
    request = RequestFactory().get("/")
    request.user, request.session = ben, {}
    assert currency_choice.of(request) == ""


def test_a_visitor_keeps_country_currency_and_language_and_brings_them_along(
    client: Client,
) -> None:
    answer = client.post(VISITOR, {"language": "es", "country": "PT", "currency": "GBP"})
    assert answer.status_code == 302
    page = client.get(VISITOR)
    assert page.context["form"].initial == {"language": "es", "country": "PT", "currency": "GBP"}
    new = {"name": "Nadia", "email": "nadia@example.com", "password1": "a long pass phrase 42"}
    client.post("/accounts/signup/", new)
    nadia = User.objects.get(email="nadia@example.com")
    assert (nadia.language, nadia.country, nadia.currency) == ("es", "PT", "GBP")


def test_who_has_an_account_has_settings(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get(VISITOR)["Location"] == SETTINGS
