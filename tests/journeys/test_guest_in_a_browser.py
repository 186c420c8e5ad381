"""Somebody buys without an account, and makes one by the link in the letter."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from marketplace import notices
from marketplace.models import Listing, User
from tests import books
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_cart_to_an_account(
    live_server: object, new_page: Callable[..., Page], ben: User, lamp: Listing, script: bool
) -> None:
    site, page = live_server.url, new_page("phone", java_script_enabled=script, locale="en-DE")
    people.find_and_take(page, site, "reading lamp", lamp.title)
    page.goto(f"{site}/checkout/")
    page.get_by_label("Your e-mail").fill("gina@example.com")
    people.fill_address(page)
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.wait_for_url(re.compile("/sandbox/pay/"))
    page.get_by_role("button", name=re.compile("^Pay")).click()
    expect(page.get_by_text("We wrote to gina@example.com")).to_be_visible()
    notices.send_waiting()
    letter = next(each for each in mail.outbox if each.to == ["gina@example.com"])
    link = re.search(r"https?://[^/]+(/guest/\S+)", letter.body).group(1)

    elsewhere = new_page("desktop", java_script_enabled=script)
    elsewhere.goto(f"{site}{link}")
    elsewhere.get_by_label("A password for your account").fill("a long pass phrase 42")
    elsewhere.get_by_role("button", name="Open my account").click()
    elsewhere.wait_for_url(f"{site}/orders/")
    expect(elsewhere.get_by_text(lamp.title).first).to_be_visible()
    assert User.objects.get(email="gina@example.com").emailaddress_set.get().verified
    books.assert_right()
