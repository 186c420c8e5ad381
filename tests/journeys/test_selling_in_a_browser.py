"""From signing up to the first payout, in a real browser; it ends with the books."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from escrow.models import Payout
from escrow.money import Money
from marketplace.models import Category, Listing, User
from sellers.models import Seller
from tests import books, doings
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASS_PHRASE = "a long pass phrase 42"


def test_from_sign_up_to_the_first_payout(
    live_server: object,
    new_page: Callable[..., Page],
    monday: object,
    ben: User,
    lamps: Category,
    tmp_path: Path,
) -> None:
    site, page = live_server.url, new_page("phone")
    sign_up(page, site)
    open_shop(page, site)
    page.goto(f"{site}/desk/")
    expect(page.get_by_role("heading", name="Until your first sale")).to_be_visible()
    tell(page, picture(tmp_path))
    name_account(page)
    put_up(page, site, picture(tmp_path))
    page.goto(f"{site}/desk/")
    expect(page.get_by_role("heading", name="Until your first sale")).to_be_hidden()

    order = doings.buy(ben, Listing.objects.get())
    people.send(page, site, order.number)
    doings.arrive(order.shipments.get())
    doings.let_pass(days=15)

    page.goto(f"{site}/desk/payouts/")
    page.get_by_role("button", name=re.compile("^Pay out .* now")).click()
    expect(page.get_by_text("It leaves now.")).to_be_visible()
    doings.let_pass(days=3)
    # 30.00 and 3.50 for sending, less our 8 %, less 10 % of that in reserve: 33.50 - 2.68 - 3.08
    assert (Payout.objects.get().state, Payout.objects.get().amount) == ("paid", Money(2774, "EUR"))
    page.goto(f"{site}/desk/statements/2026-03/")
    expect(page.get_by_text("Paid out to you").first).to_be_visible()
    books.assert_right()


def sign_up(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/signup/")
    page.locator("input[name=name]").fill("Dora Klein")
    page.locator("input[name=email]").fill("dora@example.com")
    page.locator("input[name=password1]").fill(PASS_PHRASE)
    page.get_by_role("button", name="Open my account").click()
    page.wait_for_url(lambda url: "/signup/" not in url)
    EmailAddress.objects.filter(email="dora@example.com").update(verified=True)


def open_shop(page: Page, site: str) -> None:
    page.goto(f"{site}/desk/open/")
    if "/login/" in page.url:
        page.locator("input[name=login]").fill("dora@example.com")
        page.locator("input[name=password]").fill(PASS_PHRASE)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile("/desk/open/"))
    page.get_by_label("Name of the shop").fill("Dora's Spoons")
    page.get_by_label("Country you send from").select_option("DE")
    page.get_by_label("City").fill("Ulm")
    page.get_by_label("Your time zone").select_option("Europe/Berlin")
    page.get_by_label("Who pays for sending it back").select_option("seller")
    page.get_by_label("Sending one order costs").fill("3,50")
    page.get_by_role("button", name="Open the shop").click()
    page.wait_for_url(re.compile("/desk/listings/new/"))
    assert Seller.objects.get().return_postage == "seller"


def tell(page: Page, photo: Path) -> None:
    page.get_by_role("link", name="Say who you are").click()
    page.get_by_label("Your story").fill("I carve spoons from fallen cherry.")
    page.get_by_label("Logo").set_input_files(photo)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_alt_text("Your logo")).to_be_visible()


def name_account(page: Page) -> None:
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Name your account").click()
    if "/reauthenticate/" in page.url:
        page.locator("input[type=password]").fill(PASS_PHRASE)
        page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Whose account it is").fill("Dora Klein")
    page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("Your payouts go there now.")).to_be_visible()


def put_up(page: Page, site: str, photo: Path) -> None:
    page.goto(f"{site}/desk/listings/new/")
    page.get_by_label("Title").fill("Cherry spoon")
    page.locator("input[name=photos]").set_input_files(photo)
    page.get_by_label("Description").fill("Carved by hand, oiled twice.")
    page.locator("#id_price").fill("30")
    page.get_by_label("Category").select_option(label="Lamps")
    page.locator("label.choice", has_text="New").first.click()
    expect(page.locator("input[name=condition]").first).to_be_checked()
    page.get_by_role("button", name="Put it up for sale").click()
    expect(page.get_by_text("“Cherry spoon” is for sale.")).to_be_visible()


def picture(folder: Path) -> Path:
    path = folder / "spoon.jpg"
    path.write_bytes(doings.jpeg((800, 800)))
    return path
