"""The transfer's page and the staff's in a browser: for people who listen, and on a phone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page

from escrow import operations
from escrow.gateways.bank_transfer import payment_file
from escrow.models import BankFile
from escrow.money import Money
from marketplace import fulfilment
from marketplace.models import Checkout, Listing, User
from tests.gateways import bank
from tests.gateways.test_bank_transfer_desk import MAY
from tests.journeys.test_everybody_can_use_it import faults, signed_in
from tests.peers.bank_transfer import Entry, camt

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bank_transfer"),
]
IMPORT = "/admin/escrow/bankstatement/import/"


@pytest.fixture
def placed(monday: datetime, ben: User, lamp: Listing) -> Checkout:
    return bank.promised(ben, lamp)


def address(placed: Checkout) -> str:
    return f"/transfers/{bank.charge_of(placed).operation_key}/"


@pytest.mark.parametrize(("viewport", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: object,
    new_page: Callable[..., Page],
    placed: Checkout,
    ben: User,
    viewport: str,
    scheme: str,
) -> None:
    page = new_page(viewport, color_scheme=scheme, bypass_csp=True)
    signed_in(page, live_server.url, ben)
    for minor in (0, 4000, 690):
        if minor:
            bank.bring(bank.paid(placed, minor))
        page.goto(live_server.url + address(placed))
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_one_touch_takes_the_whole_number(
    live_server: object, new_page: Callable[..., Page], placed: Checkout, ben: User
) -> None:
    page = new_page("phone", java_script_enabled=True)
    signed_in(page, live_server.url, ben)
    page.goto(live_server.url + address(placed))
    page.locator(".copied").get_by_text("DE89").click()
    assert page.evaluate("getSelection().toString()").strip() == "DE89 3704 0044 0532 0130 00"


def test_staff_bring_a_statement_without_scripts(
    live_server: object,
    new_page: Callable[..., Page],
    placed: Checkout,
    sofia: User,
    tmp_path: object,
) -> None:
    sofia.user_permissions.set(Permission.objects.filter(codename__in=MAY))
    file = tmp_path / "march.xml"
    file.write_bytes(camt([bank.paid(placed), Entry(Money(1000, "EUR"), "a lamp")]))
    page = new_page("desktop", java_script_enabled=False)
    signed_in(page, live_server.url, sofia)
    page.goto(live_server.url + IMPORT)
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_role("button", name="Look at it first").click()
    assert page.get_by_text("nobody knows whose it is yet").is_visible()
    page.get_by_role("button", name="Import it").click()
    assert page.get_by_text("2 new lines were imported.").is_visible()
    assert placed.orders.get().state == "paid"


def test_staff_write_a_payment_file(
    live_server: object, new_page: Callable[..., Page], placed: Checkout, sofia: User
) -> None:
    sofia.user_permissions.set(Permission.objects.filter(codename__in=MAY))
    bank.bring(bank.paid(placed))
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    page = new_page("desktop")
    signed_in(page, live_server.url, sofia)
    page.goto(live_server.url + "/admin/escrow/banktransfer/")
    page.get_by_role("button", name="Write what waits into a payment file").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=".xml").click()
    made = BankFile.objects.get()
    assert fetched.value.suggested_filename == f"{made.message_id}.xml"
    with pytest.raises(payment_file.NothingToSend):
        payment_file.make_file()
