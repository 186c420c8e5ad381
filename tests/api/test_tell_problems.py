"""Whatever goes wrong, a program is told in one shape, with a code that stays."""

from __future__ import annotations

import json

import pytest
from django.test import Client, RequestFactory

from marketplace.api.mishaps import bad_request, server_error
from marketplace.models import User
from tests.api.program import V1, Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
JSON = "application/json"


def told(response) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == "about:blank"
    assert body["status"] == response.status_code
    assert body["title"]
    return response.status_code, body["code"]


def test_an_address_that_is_not_there(ben: User) -> None:
    for path in ("/api/v1/nothing/", "/api/nothing", "/api/v1/orders", "/api/"):
        assert told(Client().get(path)) == (404, "not_found")
        assert told(Program(ben).post(path)) == (404, "not_found")


def test_a_thing_that_is_not_there(ben: User) -> None:
    assert told(Program(ben).read("/orders/HF-NOTHING/")) == (404, "not_found")
    assert told(Client().get(f"{V1}/listings/4711/")) == (404, "not_found")


def test_a_verb_that_is_not_there(ben: User) -> None:
    answer = Program(ben).delete(f"{V1}/orders/")
    assert told(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_a_language_that_is_not_spoken(ben: User) -> None:
    answer = Program(ben).get(f"{V1}/orders/", HTTP_ACCEPT="text/html")
    assert told(answer) == (406, "not_acceptable")
    sent = Program(ben).post(f"{V1}/orders/", "<order/>", content_type="text/xml")
    assert told(sent) == (415, "unsupported_media_type")


@pytest.mark.parametrize("body", ["{", "\xff", "[" * 100_000, '{"items": NaN}'])
def test_what_cannot_be_read(ben: User, body: str) -> None:
    sent = Program(ben).post(f"{V1}/orders/", body.encode("latin-1"), content_type=JSON)
    assert told(sent) == (400, "parse_error")


@pytest.mark.parametrize("body", [[], "text", 7, None, [{"a": 1}]])
def test_another_shape_than_was_asked_for(ben: User, body: object) -> None:
    sent = Program(ben).post(
        f"{V1}/orders/", json.dumps(body), content_type=JSON, HTTP_IDEMPOTENCY_KEY=f"k{body!r}"
    )
    assert told(sent) == (400, "invalid")


def test_fields_are_named_with_sentences_and_codes(ben: User) -> None:
    answer = Program(ben).send("/addresses/", {"name": "Ben", "country": "Germany"})
    assert told(answer) == (400, "invalid")
    body = answer.json()
    assert body["codes"]["street"] == ["required"]
    assert body["codes"]["country"] == ["invalid"]
    assert body["errors"]["street"] == ["This field is required."]


def test_nobody_and_a_token_that_is_none() -> None:
    assert told(Client().get(f"{V1}/orders/")) == (401, "not_authenticated")
    for token in ("nothing", "\xff\xfe", "a\x00b", "x" * 5000):
        client = Client(HTTP_AUTHORIZATION=f"Token {token}")
        assert told(client.get(f"{V1}/orders/")) == (401, "authentication_failed")


def test_a_browser_needs_the_token_of_its_form(ben: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    answer = browser.post(f"{V1}/notices/read/", {}, content_type=JSON)
    assert told(answer) == (403, "permission_denied")


def test_a_page_that_nobody_was_given(ben: User) -> None:
    for cursor in ("nonsense", "cD1ub3RhZGF0ZQ==", "cD0AAA=="):
        assert told(Program(ben).read("/orders/", cursor=cursor)) == (404, "not_found")


def test_too_often_says_how_long_to_wait(ben: User) -> None:
    client = Client()
    body = {"email": ben.email, "password": "no"}
    answers = [client.post(f"{V1}/tokens/", body, content_type=JSON) for _ in range(11)]
    assert told(answers[0]) == (401, "authentication_failed")
    assert told(answers[10]) == (429, "throttled")
    assert 0 < int(answers[10]["Retry-After"]) <= 60


def test_what_breaks_on_our_side_tells_nothing_of_itself() -> None:
    request = RequestFactory().get("/api/v1/orders/")
    broken, unreadable = server_error(request), bad_request(request, ValueError("secret"))
    assert (broken.status_code, unreadable.status_code) == (500, 400)
    assert b'"code": "server_error"' in broken.content
    assert b"secret" not in unreadable.content
    assert server_error(RequestFactory().get("/orders/")).content.startswith(b"<!DOCTYPE")
