"""Looking around in a real browser: typing, narrowing, more, a closer look; with and without scripts."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from marketplace import listing as listings
from marketplace import photos
from marketplace.models import Category, Listing
from sellers.models import Seller
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH = pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)


@pytest.fixture(autouse=True)
def shelf(ada: Seller, lamps: Category) -> None:
    for number in range(30):
        factories.listing(ada, lamps, f"Brass lamp {number:02}", price_minor=1000 + 100 * number)
    Listing.objects.filter(title__endswith="7").update(condition="used")


def a_photo(colour: str) -> photos.Photo:
    out = BytesIO()
    Image.new("RGB", (1200, 1200), colour).save(out, "JPEG")
    return photos.read(BytesIO(out.getvalue()), "a.jpg")


@BOTH
def test_what_is_typed_is_completed_and_chosen_by_keyboard(page: Page, live_server: object) -> None:
    page.goto(live_server.url)
    field = page.get_by_role("combobox", name="What are you looking for?")
    field.press_sequentially("bra")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("brass")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "site-search-list-0")
    field.press("Enter")
    page.wait_for_url("**/search/?q=brass")
    expect(page.locator(".listing-card")).to_have_count(24)


def test_escape_closes_and_what_was_typed_is_searched(page: Page, live_server: object) -> None:
    page.goto(live_server.url)
    field = page.get_by_role("combobox", name="What are you looking for?")
    field.press_sequentially("lamp")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search/?q=lamp")


@BOTH
def test_more_comes_under_what_is_there_and_back_finds_it_again(
    page: Page, live_server: object
) -> None:
    page.goto(f"{live_server.url}/c/lamps/")
    page.get_by_role("link", name="Show more").click()
    cards = page.locator(".listing-card")
    expect(cards).to_have_count(30)
    expect(cards.nth(24).get_by_role("link")).to_be_focused()
    assert "pages=2" in page.url
    cards.nth(28).get_by_role("link").click()
    page.wait_for_url("**/listing/**")
    page.go_back()
    expect(cards).to_have_count(30)


def test_a_choice_acts_at_once_and_a_chip_takes_it_back(page: Page, live_server: object) -> None:
    page.goto(f"{live_server.url}/search/?q=lamp")
    page.get_by_label("Used").check()
    expect(page.locator(".listing-card")).to_have_count(3)
    assert "condition=used" in page.url
    assert "low=" not in page.url
    page.get_by_role("link", name="Without: Used").click()
    expect(page.locator(".listing-card")).to_have_count(24)
    page.go_back()
    expect(page.locator(".listing-card")).to_have_count(3)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_choices_wait_in_a_sheet_until_they_are_sent(
    page: Page, live_server: object
) -> None:
    page.goto(f"{live_server.url}/search/?q=lamp")
    page.get_by_role("link", name="Narrow down").click()
    page.get_by_label("Used").check()
    expect(page.locator(".facets.open")).to_be_visible()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".listing-card")).to_have_count(3)
    expect(page.locator(".facets")).to_be_hidden()


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
def test_all_of_it_works_without_scripts(
    new_page: Callable[..., Page], live_server: object, viewport: str
) -> None:
    page = new_page(viewport, java_script_enabled=False)
    page.goto(f"{live_server.url}/search/?q=lapm")
    expect(page.get_by_text("Showing results for")).to_be_visible()
    if viewport == "phone":
        page.get_by_role("link", name="Narrow down").click()
    page.get_by_label("Used").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".listing-card")).to_have_count(3)
    page.get_by_role("link", name="Without: Used").click()
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".listing-card")).to_have_count(6)
    page.get_by_role("link", name="From the beginning").click()
    expect(page.locator(".listing-card")).to_have_count(24)


@BOTH
def test_a_photo_opens_as_large_as_the_window_and_turns_by_keyboard(
    page: Page, live_server: object, ada: Seller, lamps: Category
) -> None:
    lamp = factories.listing(ada, lamps, "Photographed lamp")
    listings.change(lamp, by=ada.user, photos=[a_photo("teal"), a_photo("tan")])
    page.goto(live_server.url + lamp.get_absolute_url())
    page.get_by_role("link", name="Photo 1, larger").click()
    zoomed = page.get_by_role("dialog")
    expect(zoomed.get_by_role("status")).to_have_text("1 / 2")
    page.keyboard.press("ArrowRight")
    expect(zoomed.get_by_role("status")).to_have_text("2 / 2")
    zoomed.get_by_role("img").click()
    assert zoomed.locator(".stage").evaluate("s => s.scrollWidth > s.clientWidth")
    page.keyboard.press("Escape")
    expect(zoomed).to_be_hidden()
    expect(page.get_by_role("link", name="Photo 2, larger")).to_be_focused()


def test_without_scripts_a_photos_link_is_the_large_picture(
    new_page: Callable[..., Page], live_server: object, ada: Seller, lamps: Category
) -> None:
    lamp = factories.listing(ada, lamps, "Photographed lamp")
    listings.change(lamp, by=ada.user, photos=[a_photo("teal")])
    page = new_page("phone", java_script_enabled=False)
    page.goto(live_server.url + lamp.get_absolute_url())
    address = page.get_by_role("link", name="Photo 1, larger").get_attribute("href")
    assert address.endswith("-full.webp")
