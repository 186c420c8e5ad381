"""The two stories buyers tell, in a browser: a faulty watch refunded, a wrong item sent back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escrow import clock
from escrow.money import Money
from marketplace.models import Category, Listing, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_faulty_smartwatch_is_refunded(
    live_server: object,
    new_page: Open,
    ben: User,
    ada: Seller,
    lamps: Category,
    tmp_path: Path,
    script: bool,
) -> None:
    """Three taps from the order list to the form; the seller agrees, and the money is back."""
    site, photo = live_server.url, tmp_path / "black.jpg"
    photo.write_bytes(doings.jpeg())
    watch = factories.listing(ada, lamps, "Smartwatch, refurbished", price_minor=8900)
    with clock.travel_to(clock.real_now()):
        order = doings.delivered(ben, watch)
        bens = new_page("phone", java_script_enabled=script)
        people.sign_in(bens, site, ben.email)
        bens.goto(f"{site}/orders/")
        bens.get_by_role("link", name=watch.title).first.click()
        bens.get_by_role("link", name="Something is wrong").click()
        bens.get_by_role("radiogroup").get_by_text("It does not work").click()
        bens.get_by_label("Screen or light").check()
        bens.get_by_label("Since when?").fill(f"{clock.now():%Y-%m-%d}")
        bens.get_by_label("Charged it, or changed the battery").check()
        bens.get_by_label("What happened?").fill("The screen stays black, charged or not.")
        bens.locator("input[type=file]").first.set_input_files(photo)
        bens.get_by_role("button", name="Send it", exact=True).click()
        expect(bens.get_by_text("has until").first).to_be_visible()
        assert order.lines.get().hold.state == "frozen"

        adas = new_page("desktop", java_script_enabled=script)
        people.sign_in(adas, site, ada.user.email)
        adas.goto(bens.url)
        expect(adas.get_by_text("The screen stays black").first).to_be_visible()
        adas.get_by_role("button", name="Agree: give").click()
        doings.let_pass(minutes=1)
        bens.reload()
        expect(bens.get_by_text("This case was settled on").first).to_be_visible()
        expect(bens.get_by_text("Back to you").first).to_be_visible()
    assert order.lines.get().hold.refunded == Money(8900 + 490, "EUR")
    books.assert_right()


def test_a_wrong_item_is_sent_back_and_refunded(
    live_server: object, new_page: Open, ben: User, ada: Seller, lamp: Listing, tmp_path: Path
) -> None:
    """Each of the two reads what to do next, and until when; the money follows the parcel."""
    site, photo = live_server.url, tmp_path / "bowl.jpg"
    photo.write_bytes(doings.jpeg())
    with clock.travel_to(clock.real_now()):
        order = doings.delivered(ben, lamp)
        bens = new_page("phone")
        people.sign_in(bens, site, ben.email)
        bens.goto(f"{site}/orders/{order.number}/")
        bens.get_by_role("link", name="Something is wrong").click()
        bens.get_by_role("radiogroup").get_by_text("It is something else").click()
        asked = bens.locator('[data-for="ND-WRONG"]')
        asked.get_by_label("What did you order").fill("A lamp")
        asked.get_by_label("And what did you get?").fill("A bowl")
        bens.get_by_label("What happened?").fill("There is a bowl in the box.")
        bens.locator("input[type=file]").first.set_input_files(photo)
        bens.get_by_text("I send it back and get my money").click()
        bens.get_by_role("button", name="Send it", exact=True).click()
        expect(bens.get_by_text("has until").first).to_be_visible()

        adas = new_page("desktop")
        people.sign_in(adas, site, ada.user.email)
        adas.goto(bens.url)
        expect(adas.get_by_text("“A bowl”")).to_be_visible()
        adas.get_by_role("button", name="Agree: take it back").click()
        adas.locator("[name=address]").fill("Ada's Lamps, Hafenstraße 3, 23552 Lübeck")
        adas.locator("[name=code]").fill("KP-RETURN-1")
        adas.get_by_role("button", name="This is where it goes").click()

        bens.reload()
        expect(bens.get_by_text("KP-RETURN-1").first).to_be_visible()
        bens.locator("[name=carrier]").fill("Kelp Post")
        bens.locator("[name=tracking_number]").fill("KR1")
        bens.get_by_role("button", name="I have sent it back").click()
        assert order.lines.get().hold.state == "frozen"
        doings.scan_return(order.disputes.get(), "delivered")
        adas.reload()
        adas.get_by_role("button", name="It is here, and as it was").click()
        doings.let_pass(minutes=1)
        bens.reload()
        expect(bens.get_by_text("This case was settled on").first).to_be_visible()
    assert order.lines.get().hold.refunded == Money(4200 + 490, "EUR")
    books.assert_right()
