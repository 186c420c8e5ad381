"""Three purchases from end to end in a real browser; each ends with the books."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from escrow import clock
from marketplace.celery import app
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings
from tests.journeys import people
from tests.workers import until, worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("viewport", "script"),
    [("desktop", True), ("phone", False)],
    ids=["script-desktop", "no-script-phone"],
)
def test_from_search_to_review_with_two_sellers_in_one_cart(
    live_server: object,
    new_page: Open,
    ben: User,
    ada: Seller,
    lamp: Listing,
    bowl: Listing,
    viewport: str,
    script: bool,
) -> None:
    site = live_server.url
    bens = new_page(viewport, java_script_enabled=script)
    people.find_and_take(bens, site, "reading lamp", lamp.title)
    people.find_and_take(bens, site, "tea bowl", bowl.title)
    people.sign_in(bens, site, ben.email)
    bens.goto(f"{site}/checkout/")
    people.fill_address(bens)
    people.pay(bens)
    assert Order.objects.filter(state="paid").count() == 2

    order = Order.objects.get(seller=ada)
    adas = new_page("desktop")
    people.sign_in(adas, site, ada.user.email)
    people.send(adas, site, order.number)
    doings.arrive(order.shipments.get())

    bens.goto(f"{site}/orders/{order.number}/")
    bens.get_by_role("button", name="It's all good: release now").click()
    expect(bens.get_by_text("How was it with")).to_be_visible()
    people.rate(bens, 5, "Warm light, well packed.")
    expect(bens.get_by_text("Warm light, well packed.")).to_be_visible()
    order.refresh_from_db()
    assert (order.state, order.rating.stars) == ("completed", 5)
    books.assert_right()


def test_a_damaged_lamp_is_refunded_by_staff(
    live_server: object,
    new_page: Open,
    ben: User,
    ada: Seller,
    lamp: Listing,
    sofia: User,
    tmp_path: Path,
) -> None:
    site, crack = live_server.url, tmp_path / "crack.jpg"
    crack.write_bytes(doings.jpeg())
    with clock.travel_to(clock.real_now()):
        order = doings.delivered(ben, lamp)
        bens = new_page("phone")
        people.sign_in(bens, site, ben.email)
        bens.goto(f"{site}/orders/{order.number}/")
        bens.get_by_role("link", name="Something is wrong").click()
        bens.get_by_role("radiogroup").get_by_text("It arrived damaged").click()
        bens.get_by_label("Dented or torn").check()
        bens.get_by_label("It is in pieces").check()
        bens.get_by_label("What happened?").fill("The shade is cracked on one side.")
        bens.locator("input[type=file]").set_input_files(crack)
        bens.get_by_role("button", name="Send it").click()
        expect(bens.get_by_text("The shade is cracked on one side.").first).to_be_visible()
        assert order.lines.get().hold.state == "frozen"

        adas = new_page("desktop")
        people.sign_in(adas, site, ada.user.email)
        adas.goto(bens.url)
        adas.get_by_text("I see it differently").click()
        adas.get_by_label("Your side").fill("It left here whole.")
        adas.get_by_role("button", name="Send it to our staff").click()
        expect(adas.get_by_text("It left here whole.").first).to_be_visible()

        sofias = new_page("desktop")
        people.sign_in(sofias, site, sofia.email)
        sofias.goto(f"{site}/admin/disputes/dispute/")
        case = sofias.locator("li.row", has_text=order.number).first
        case.get_by_role("link").first.click()
        sofias.get_by_text("The buyer gets the claim back").click()
        sofias.locator("textarea[name=reasons]").fill("The photo shows the crack.")
        sofias.get_by_role("button", name="Show it to both").click()
        expect(sofias.get_by_text("The photo shows the crack.").first).to_be_visible()

        bens.reload()
        expect(bens.get_by_text("It does not stand yet")).to_be_visible()
        doings.let_it_be_done(order.disputes.get())
        doings.let_pass(minutes=1)
        bens.reload()
        expect(bens.get_by_text("The photo shows the crack.").first).to_be_visible()
    assert order.lines.get().hold.state == "refunded"
    books.assert_right()


def test_nobody_does_anything_and_celery_releases(
    live_server: object, new_page: Open, ben: User, lamp: Listing
) -> None:
    queue = f"test-{uuid4().hex}"
    with clock.travel_to(clock.real_now() - timedelta(days=12)):
        order = doings.delivered(ben, lamp)
    bens = new_page("phone")
    people.sign_in(bens, live_server.url, ben.email)
    bens.goto(f"{live_server.url}/orders/{order.number}/")
    expect(bens.get_by_role("button", name="It's all good: release now")).to_be_visible()
    with worker(queue):
        app.send_task("escrow.tasks.sweep", queue=queue)
        assert until(lambda: Order.objects.get(pk=order.pk).state == "completed")
    bens.reload()
    expect(bens.get_by_text("How was it with")).to_be_visible()
    books.assert_right()
