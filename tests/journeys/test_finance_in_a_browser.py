"""Finance on the money desk: an unknown call is resolved, and a payout that came back is read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from escrow.models import Operation, Payout
from marketplace.models import Listing, Order, User
from tests import books, doings, factories
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIMEOUT_TAKEN, SENDS_BACK = "4000000000000341", "000111111140"


def test_an_unknown_call_is_resolved_and_a_returned_payout_is_found(
    live_server: Any,
    new_page: Callable[..., Page],
    monday: datetime,
    ben: User,
    lamp: Listing,
    bowl: Listing,
) -> None:
    sale = doings.delivered(ben, lamp)
    doings.let_pass(days=9)
    doings.name_account(lamp.seller, SENDS_BACK)
    doings.pay_out(lamp.seller)
    doings.let_pass(days=5)
    assert Payout.objects.get().state == "returned"
    doings.pay(doings.place(ben, bowl), card=TIMEOUT_TAKEN)
    fay = factories.finance("fay@example.com")
    page = new_page("desktop")
    people.sign_in(page, live_server.url, fay.email)
    page.goto(f"{live_server.url}/admin/escrow/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you now")
    page.get_by_role("link", name="Calls without a clear answer").click()
    page.locator("#result_list tbody th a").click()
    expect(page.get_by_text("It took the money")).to_be_visible()
    page.get_by_role("button", name="Ask again now").click()
    expect(page.get_by_text("The provider did it, and the books say so.").first).to_be_visible()
    assert not Operation.objects.filter(state="unknown").exists()
    assert Order.objects.get(lines__listing=bowl).state == "paid"
    page.goto(f"{live_server.url}/admin/escrow/desk/")
    page.get_by_role("link", name="Payouts that did not arrive").click()
    page.locator("#result_list tbody th a").click()
    expect(page.get_by_text("The bank sent it back.")).to_be_visible()
    page.get_by_role("link", name=sale.number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is held any more")
    books.assert_right()
