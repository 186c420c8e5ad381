"""A card is refused, a bank asks for its customer, a voucher is paid later; with and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from escrow import inbox
from escrow.gateways.sandbox import provider
from escrow.models import Payment, SandboxCharge
from marketplace.models import Listing, Order, User
from tests import books, doings
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize(
    ("viewport", "script"),
    [("phone", False), ("desktop", True)],
    ids=["phone-no-script", "desktop-script"],
)
REFUSED, ASKS_FOR_ME = "4000000000000002", "4000002500003155"


@pytest.fixture
def at_the_provider(
    live_server: Any, new_page: Callable[..., Page], ben: User, lamp: Listing
) -> Callable[..., Page]:
    def go(viewport: str, *, script: bool) -> Page:
        page = new_page(viewport, java_script_enabled=script)
        people.sign_in(page, live_server.url, ben.email)
        doings.fill_cart(ben, lamp)
        page.goto(f"{live_server.url}/checkout/")
        people.fill_address(page)
        people.begin_to_pay(page)
        return page

    return go


@BOTH
def test_a_refused_card_loses_nothing_and_another_one_pays(
    at_the_provider: Callable[..., Page], viewport: str, script: bool
) -> None:
    page = at_the_provider(viewport, script=script)
    people.choose_card(page, REFUSED)
    expect(page.get_by_role("heading", name="Not paid")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    people.choose_card(page, doings.GOOD_CARD)
    page.wait_for_url("**/orders/**")
    assert Order.objects.get().state == "paid"
    assert sorted(Payment.objects.values_list("state", flat=True)) == ["captured", "failed"]
    books.assert_right()


@BOTH
def test_a_bank_wants_to_see_its_customer(
    at_the_provider: Callable[..., Page], viewport: str, script: bool
) -> None:
    page = at_the_provider(viewport, script=script)
    people.choose_card(page, ASKS_FOR_ME)
    assert Order.objects.get().state == "pending_payment"
    page.get_by_role("button", name="Yes, it is me").click()
    page.wait_for_url("**/orders/**")
    assert Order.objects.get().state == "paid"
    books.assert_right()


@BOTH
def test_a_voucher_is_paid_later_and_the_page_says_until_when(
    at_the_provider: Callable[..., Page], viewport: str, script: bool
) -> None:
    page = at_the_provider(viewport, script=script)
    people.choose_card(page, "voucher")
    page.get_by_role("main").get_by_role("link", name="Back to the shop").click()
    expect(page.get_by_role("heading", name="We wait for your money")).to_be_visible()
    order = Order.objects.get()
    assert order.state == "pending_payment"
    provider.pay_voucher(SandboxCharge.objects.get())
    inbox.process()
    page.reload()
    page.wait_for_url("**/orders/**")
    order.refresh_from_db()
    assert order.state == "paid"
    books.assert_right()
