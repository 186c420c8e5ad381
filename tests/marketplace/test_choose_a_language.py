"""Anybody reads the shop in their own language, chosen at the foot of any page."""

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.models import Listing, User

pytestmark = pytest.mark.django_db

ADDRESS = reverse("set_language")


def choose(client: Client, language: str, next: str = "/protection/") -> object:
    return client.post(ADDRESS, {"language": language, "next": next})


def test_a_visitor_chooses_and_comes_back_to_the_page(client: Client) -> None:
    assert choose(client, "es")["Location"] == "/protection/"
    page = client.get("/protection/").content.decode()
    assert '<html lang="es" dir="ltr"' in page
    assert "Cómo" in page


def test_who_is_signed_in_keeps_it_on_the_account(client: Client, ben: User) -> None:
    client.force_login(ben)
    choose(client, "es")
    ben.refresh_from_db()
    assert ben.language == "es"
    elsewhere = Client()
    elsewhere.force_login(ben)
    assert 'lang="es"' in elsewhere.get("/").content.decode()


def test_twice_is_as_good_as_once(client: Client, ben: User) -> None:
    client.force_login(ben)
    choose(client, "es")
    assert choose(client, "es").status_code == 302
    choose(client, "en")
    ben.refresh_from_db()
    assert ben.language == "en"


def test_nobody_elses_account_changes(client: Client, ben: User, mallory: User) -> None:
    client.force_login(mallory)
    choose(client, "es")
    ben.refresh_from_db()
    assert ben.language == "en"


def test_a_language_we_do_not_have_changes_nothing(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert choose(client, "tlh").status_code == 302
    ben.refresh_from_db()
    assert ben.language == "en"
    assert 'lang="en"' in client.get("/").content.decode()


def test_it_leads_to_no_other_shop(client: Client) -> None:
    assert choose(client, "es", "https://elsewhere.example/")["Location"] == "/"


def test_it_takes_a_post(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_a_new_account_keeps_what_the_visitor_chose(client: Client) -> None:
    choose(client, "es")
    body = {"name": "Nadia", "email": "nadia@example.com", "password1": "a long pass phrase 42"}
    client.post("/accounts/signup/", body)
    assert User.objects.get(email="nadia@example.com").language == "es"


def test_every_page_offers_every_language_without_a_script(client: Client, lamp: Listing) -> None:
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert f'action="{ADDRESS}" method="post"' in page
    assert '<option value="es" lang="es">Español</option>' in page
    assert '<option value="en" lang="en" selected>English</option>' in page


def test_it_is_not_offered_where_typed_words_would_be_lost(client: Client) -> None:
    page = client.post("/accounts/signup/", {"name": "Nadia", "email": "x"}).content.decode()
    assert "Nadia" in page
    assert ADDRESS not in page
