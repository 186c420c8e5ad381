"""The API's document and the page that shows it, under the same policy as every other page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect


@pytest.mark.django_db
def test_the_document_is_at_both_addresses_as_json_or_yaml() -> None:
    whole = Client().get("/api/schema/", HTTP_ACCEPT="application/json")
    assert whole.json()["openapi"].startswith("3.")
    assert whole.json()["paths"] == Client().get("/api/v1/schema/?format=json").json()["paths"]
    yaml = Client().get("/api/schema/", HTTP_ACCEPT="application/yaml")
    assert yaml.content.startswith(b"openapi:")


@pytest.mark.django_db
def test_nothing_stands_in_the_page_that_its_policy_forbids() -> None:
    page = Client().get("/api/docs/")
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    words = page.content.decode()
    assert "<style" not in words
    assert "<script>" not in words
    assert "//cdn" not in words


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_it_is_read_in_a_browser(page: Page, live_server: Any) -> None:
    """The fixture fails when the policy has stopped a script or a style."""
    page.goto(f"{live_server.url}/api/docs/")
    door = page.locator(".opblock", has_text="/api/v1/account/").first
    expect(door).to_be_visible(timeout=30_000)
    door.click()
    expect(door.locator(".opblock-description")).to_contain_text("Scope: read", timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
