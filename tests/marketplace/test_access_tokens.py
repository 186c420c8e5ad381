"""A person makes tokens for their programs, sees them, and ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from escrow import clock
from escrow.models import AuditEntry
from marketplace import access_tokens
from marketplace.models import ApiToken, Listing, User
from marketplace.models.api_token import Scope
from tests import doings, factories
from tests.api.program import V1, Program

pytestmark = [pytest.mark.django_db]
PAGE = "/account/tokens/"
WANTED = {"name": "Label printer", "scopes": ["read", "sell"], "days": "30"}


@pytest.fixture
def browser(ben: User) -> Client:
    """Signed in, with the password a moment ago."""
    made = Client()
    made.force_login(ben)
    made.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    return made


def test_a_token_is_shown_once_and_gets_in(browser: Client, ben: User) -> None:
    made = browser.post(PAGE, WANTED)
    token = made.context["token"]
    assert token in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert token not in browser.get(PAGE).content.decode()
    row = ApiToken.objects.get()
    assert (row.name, row.scopes) == ("Label printer", ["read", "sell"])
    got_in = Client(HTTP_AUTHORIZATION=f"Token {token}").get(f"{V1}/orders/")
    assert got_in.status_code == 200
    assert AuditEntry.objects.filter(action="made_token", by=ben).count() == 1


def test_the_page_says_what_it_may_do_and_whether_it_is_used(browser: Client, ben: User) -> None:
    program = Program(ben, Scope.READ)
    assert "Never used." in browser.get(PAGE).content.decode()
    program.read("/orders/")
    words = browser.get(PAGE).content.decode()
    assert "See what you see" in words
    assert "Last used" in words


def test_an_ended_token_opens_nothing(browser: Client, ben: User) -> None:
    program = Program(ben)
    row = program.token[0]
    browser.post(f"{PAGE}{row.public_id}/departure/")
    assert program.read("/orders/").status_code == 401
    assert browser.post(f"{PAGE}{row.public_id}/departure/").status_code == 404


def test_a_token_that_is_over_opens_nothing_and_is_not_listed(ben: User) -> None:
    program = Program(ben)
    ApiToken.objects.update(expiry=clock.real_now() - timedelta(seconds=1))
    assert list(access_tokens.mine(ben)) == []
    assert program.read("/orders/").status_code == 401


def test_strangers_and_visitors_end_nothing(ben: User, mallory: User) -> None:
    row = Program(ben).token[0]
    stranger = Client()
    stranger.force_login(mallory)
    assert stranger.post(f"{PAGE}{row.public_id}/departure/").status_code == 404
    assert Program(mallory).send(f"/tokens/{row.public_id}/departure/").status_code == 404
    assert "login" in Client().post(PAGE, WANTED)["Location"]
    assert ApiToken.objects.filter(pk=row.pk).exists()


def test_who_was_away_says_once_more_who_they_are(ben: User) -> None:
    away = Client()
    away.force_login(ben)
    assert "reauthenticate" in away.post(PAGE, WANTED)["Location"]
    assert not ApiToken.objects.exists()


def test_a_token_for_nothing_is_refused_and_keeps_what_was_typed(browser: Client) -> None:
    page = browser.post(PAGE, {"name": "Printer", "days": "30"}).content.decode()
    assert "Choose at least one thing" in page
    assert 'value="Printer"' in page
    assert browser.post(PAGE, {**WANTED, "scopes": ["root"]}).context["token"] == ""


def test_nobody_has_more_than_twenty(ben: User) -> None:
    for _ in range(access_tokens.MOST):
        access_tokens.make(by=ben, scopes=["read"])
    with pytest.raises(access_tokens.CannotMakeToken, match="End one"):
        access_tokens.make(by=ben, scopes=["read"])


@pytest.mark.parametrize("scopes", [[], ["root"], ["read", "root"]])
def test_the_database_knows_every_scope(ben: User, scopes: list[str]) -> None:
    with pytest.raises(IntegrityError, match="may_do_something"), transaction.atomic():
        ApiToken.objects.create(digest="d", token_key="k", user=ben, scopes=scopes)


@pytest.mark.usefixtures("monday")
def test_a_token_does_what_its_scopes_allow_and_no_more(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    reader = Program(ben, Scope.READ)
    assert reader.read(f"/orders/{order.number}/").status_code == 200
    refused = reader.send(f"/orders/{order.number}/receipt/")
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert "“buy”" in refused.json()["title"]
    order.refresh_from_db()
    assert order.state == "delivered"
    buyer = Program(ben, Scope.BUY)
    assert buyer.read(f"/orders/{order.number}/").json()["code"] == "insufficient_scope"
    assert buyer.send(f"/orders/{order.number}/receipt/").status_code == 200


def test_a_reader_does_not_read_secrets(ben: User) -> None:
    reader = Program(ben, Scope.READ)
    for path in ("/calendar/", "/tokens/mine/", "/data-exports/"):
        assert reader.read(path).json()["code"] == "insufficient_scope", path


def test_a_signed_in_browser_may_do_everything(browser: Client) -> None:
    assert browser.get(f"{V1}/tokens/mine/").status_code == 200


def test_programs_see_them_and_end_them(ben: User) -> None:
    program, other = Program(ben), Program(ben, Scope.READ)
    listed = program.read("/tokens/mine/").json()["results"]
    assert [one["current"] for one in listed] == [False, True]
    assert "digest" not in listed[0]
    ended = program.send(f"/tokens/{other.token[0].public_id}/departure/")
    assert ended.status_code == 204
    assert other.read("/orders/").status_code == 401
    assert program.send("/tokens/current/departure/").status_code == 204
    assert program.read("/orders/").status_code == 401


def test_signing_in_asks_for_scopes_and_gets_them(ben: User) -> None:
    said = {"email": ben.email, "password": factories.PASSWORD, "scopes": ["read"], "days": 1}
    answer = Client().post(f"{V1}/tokens/", said, content_type="application/json").json()
    assert answer["scopes"] == ["read"]
    row = ApiToken.objects.get()
    assert row.expiry is not None
    assert row.expiry < clock.real_now() + timedelta(days=1, minutes=1)
