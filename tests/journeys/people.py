"""What people do in a browser, said as they would say it."""

import re

from playwright.sync_api import Page, expect

from tests import factories


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def find_and_take(page: Page, site: str, words: str, title: str) -> None:
    """Search, open, put in the cart."""
    page.goto(f"{site}/search/?q={words}")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Put in the cart").click()


def fill_address(page: Page) -> None:
    page.get_by_label("Name on the parcel").fill("Ben Okafor")
    page.get_by_label("Street and number").fill("Kastanienallee 7")
    page.get_by_label("Postcode").fill("10435")
    page.get_by_label("City").fill("Berlin")
    expect(page.get_by_label("Country")).to_have_value("DE")


def begin_to_pay(page: Page) -> None:
    """The button, which leads to the provider's own page."""
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.wait_for_url(re.compile("/sandbox/pay/"))


def choose_card(page: Page, number: str) -> None:
    """On the provider's page: this card, or "voucher"; it may lie under a heading that is shut."""
    page.wait_for_url(re.compile("/sandbox/pay/"))
    shut = page.locator("main details:not([open]) > summary")
    while shut.count():
        shut.first.click()
    page.locator(f"label:has(input[name=card][value='{number}'])").click()
    page.get_by_role("button", name=re.compile("^Pay")).click()


def pay(page: Page) -> None:
    """The button, then the provider's own page with its first card."""
    begin_to_pay(page)
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.wait_for_url(re.compile("/orders/"))


def send(page: Page, site: str, number: str) -> None:
    page.goto(f"{site}/desk/orders/{number}/")
    page.get_by_label("Tracking number").fill("KP123")
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_text("KP123").first).to_be_visible()


def rate(page: Page, stars: int, words: str) -> None:
    for name in ("stars", "as_described", "communication", "dispatch"):
        page.locator(f"input[name={name}][value='{stars}']").check(force=True)
    page.get_by_label("In your words").fill(words)
    page.get_by_role("button", name="Seal my review").click()
