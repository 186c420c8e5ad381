"""The main pages for people who listen, who use the keyboard, and who need strong contrasts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from escrow import fund, operations
from escrow.models import Payout, Refund
from escrow.money import Money
from marketplace import fulfilment, receipt
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import doings, talks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(page: Page, site: str, person: User) -> None:
    """With the session a sign-in would have given."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])


# What it finds right is not told. Of its rules that are on, none reads the style sheets, which it
# would fetch anew for every page and which take most of the time; sounds and films it does fetch.
SPARING = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}


def faults(page: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page, options=SPARING).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found]


def not_brought_back(buyer: User, thing: Listing) -> Refund:
    """The card takes no refund."""
    placed = doings.place(buyer, thing)
    doings.pay(placed, doings.CLOSED_CARD)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    return Refund.objects.get(payment__tender__checkout=placed)


def sent_to_the_bank(buyer: User, thing: Listing) -> Payout:
    order = doings.delivered(buyer, thing)
    receipt.confirm_receipt(order.number, by=buyer)
    doings.pay_out(order.seller)
    return Payout.objects.get()


@pytest.mark.parametrize(("viewport", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: object,
    new_page: Callable[..., Page],
    monday: datetime,
    ben: User,
    ada: Seller,
    sofia: User,
    lamp: Listing,
    bowl: Listing,
    viewport: str,
    scheme: str,
    settings: object,
) -> None:
    settings.HOLDFAST_DEMO = True
    fund.top_up(Money(20_000, "EUR"), reference="opening")
    site, order = live_server.url, doings.delivered(ben, lamp)
    disputed = doings.delivered(ben, bowl)
    case, waiting = doings.complain(disputed), doings.buy(ben, lamp)
    talks.ask(ben, lamp, "Is the shade in one piece?")
    stranded, paid_out = not_brought_back(ben, lamp), sent_to_the_bank(ben, lamp)
    looks = [
        (
            None,
            [
                "/",
                "/search/?q=lamp",
                "/protection/",
                "/how-we-decide/",
                "/guarantee-fund/",
                "/cart/",
                "/accounts/login/",
                "/sandbox/",
                lamp.get_absolute_url(),
                ada.get_absolute_url(),
            ],
        ),
        (
            ben,
            [
                "/orders/",
                order.get_absolute_url(),
                f"/orders/{order.number}/money/",
                disputed.get_absolute_url(),
                case.get_absolute_url(),
                f"/orders/{order.number}/disputes/",
                stranded.get_absolute_url(),
                "/account/balance/",
                "/accounts/2fa/",
                "/account/addresses/",
                "/account/settings/",
                "/account/data/",
                "/account/departure/",
            ],
        ),
        (
            ada.user,
            [
                "/desk/",
                "/desk/listings/",
                "/desk/listings/new/",
                "/desk/balance/",
                "/desk/payouts/",
                paid_out.get_absolute_url(),
                f"/desk/orders/{waiting.number}/refunds/",
                f"/desk/orders/{waiting.number}/",
                f"/desk/orders/{waiting.number}/money/",
            ],
        ),
        (sofia, [f"/admin/disputes/dispute/{case.pk}/change/", "/admin/disputes/dispute/"]),
        (
            User.objects.create_superuser("root@example.com"),
            [
                "/admin/",
                "/admin/roles/",
                "/admin/escrow/desk/",
                "/admin/escrow/fund/",
                "/admin/escrow/policydraft/",
                "/admin/escrow/auditentry/",
                f"/admin/sellers/sanction/of/{ben.pk}/",
            ],
        ),
    ]
    # axe judges each page once, on the phone or on the desktop; on the phone all of them must fit.
    is_phone = viewport == "phone"
    for person, paths in looks:
        # axe is handed to the page as a script, which our own policy would stop.
        page = new_page(viewport, color_scheme=scheme, bypass_csp=True)
        if person:
            signed_in(page, site, person)
        for number, path in enumerate(paths):
            is_judged = (number % 2 == 0) == is_phone
            if not (is_judged or is_phone):
                continue
            page.goto(site + path)
            assert not (is_judged and faults(page)), f"{path}: {faults(page)}"
            width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert width <= 0, f"{path} is {width} px too wide"
