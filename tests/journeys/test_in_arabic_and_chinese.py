"""A purchase and a complaint in a browser that asks for Arabic, from right to left, or for Chinese."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from escrow import clock
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings, english, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MIDDLE = 180  # of the phone


class Reader:
    """Somebody with a phone who reads one language, and finds buttons by what they say in it."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        self.direction = "rtl" if language == "ar" else "ltr"

    def say(self, words: str) -> str:
        with override(self.language):
            said = gettext(words)
        assert said != words, f"{words!r} is not translated"
        return said

    def looks(self) -> None:
        """What they see is in their language, in its direction, and fits."""
        whole = self.page.locator("html")
        assert whole.get_attribute("lang") == self.language
        assert whole.get_attribute("dir") == self.direction
        assert not self.page.evaluate(SIDEWAYS), self.page.url
        assert not english.in_page(self.page.content(), self.language)

    def presses(self, words: str, role: str = "button") -> None:
        self.page.get_by_role("main").get_by_role(role, name=self.say(words)).first.click()

    def presses_pay(self, words: str) -> None:
        before, behind = re.split(r"%\(\w+\)s", self.say(words))
        named = re.compile(f"^{re.escape(before.strip())}.*{re.escape(behind.strip())}$", re.DOTALL)
        self.page.get_by_role("main").get_by_role("button", name=named).first.click()

    def begins_on_their_side(self, heading: str) -> None:
        """The words of a heading stand at the right edge in Arabic, at the left one in Chinese."""
        box = self.page.locator(heading).first.evaluate(
            "h => { const r = document.createRange(); r.selectNodeContents(h);"
            " const b = r.getBoundingClientRect(); return [b.left, b.right] }"
        )
        assert (box[1] > 300) if self.direction == "rtl" else (box[0] < MIDDLE), box


@pytest.fixture
def lamp(lamp: Listing) -> Listing:
    """What a seller wrote stays as it is; here it is in no language."""
    Listing.objects.filter(pk=lamp.pk).update(title="LAMPARA", description="LAMPARA")
    lamp.refresh_from_db()
    return lamp


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_from_search_to_an_open_case(
    language: str,
    live_server: object,
    new_page: Callable[..., Page],
    ben: User,
    ada: Seller,
    lamp: Listing,
    tmp_path: Path,
) -> None:
    User.objects.filter(pk=ben.pk).update(language=language)
    site, page = live_server.url, new_page("phone", locale=language)
    reader = Reader(page, language)
    with clock.travel_to(clock.real_now()):
        page.goto(f"{site}/search/?q=lampara")
        reader.looks()
        page.get_by_role("link", name=lamp.title).first.click()
        reader.looks()
        reader.begins_on_their_side("h1")
        reader.presses("Put in the cart")
        signs_in(reader, site, ben)
        page.goto(f"{site}/checkout/")
        reader.looks()
        fills_the_address(reader)
        pays(reader)
        reader.looks()
        reader.begins_on_their_side("h1")

        order = Order.objects.get()
        assert order.buyer == ben
        doings.send(order)
        doings.arrive(order.shipments.get())
        page.goto(f"{site}{order.get_absolute_url()}")
        reader.looks()
        complains(reader, tmp_path / "crack.jpg")
        expect(page.get_by_text("灯罩裂了。الزجاج مكسور")).to_be_visible()
        reader.looks()
    assert order.lines.get().hold.state == "frozen"
    books.assert_right()


def signs_in(reader: Reader, site: str, person: User) -> None:
    reader.page.goto(f"{site}/accounts/login/")
    reader.looks()
    reader.page.locator("input[name=login]").fill(person.email)
    reader.page.locator("input[name=password]").fill(factories.PASSWORD)
    reader.presses("Sign in")
    reader.page.wait_for_url(lambda url: "/login/" not in url)


def fills_the_address(reader: Reader) -> None:
    told = {
        "Name on the parcel": "王伟 / سارة",
        "Street and number": "Kastanienallee 7",
        "Postcode": "10435",
        "City": "Berlin",
    }
    for label, words in told.items():
        reader.page.get_by_label(reader.say(label)).fill(words)


def pays(reader: Reader) -> None:
    """Our button, then the one of the provider's page."""
    reader.presses_pay("Pay %(total)s")
    reader.page.wait_for_url(re.compile("/sandbox/pay/"))
    reader.looks()
    reader.presses_pay("Pay %(amount)s")
    reader.page.wait_for_url(re.compile("/orders/"))


def complains(reader: Reader, crack: Path) -> None:
    crack.write_bytes(doings.jpeg())
    reader.presses("Something is wrong", role="link")
    reader.looks()
    reader.page.get_by_role("radiogroup").get_by_text(reader.say("It arrived damaged")).click()
    for label in ("Dented or torn", "It is in pieces"):
        reader.page.get_by_label(reader.say(label)).check()
    reader.page.get_by_label(reader.say("What happened?")).fill("灯罩裂了。الزجاج مكسور")
    reader.page.locator("input[type=file]").set_input_files(crack)
    reader.presses("Send it")
    reader.page.wait_for_url(re.compile("/disputes/"))
