"""With JavaScript files are seen before they go, and how far they are; without it they go too."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from disputes import evidence
from disputes.models import Dispute
from escrow import clock
from marketplace.models import Listing, User
from tests import corpus, doings
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    with clock.travel_to(clock.real_now() - timedelta(days=6)):
        order = doings.delivered(ben, lamp)
    case = doings.complain(order)
    doings.check_files()
    return case


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = {
        "rim.jpg": corpus.phone_jpeg(),
        "slip.pdf": corpus.pdf(2),
        "web.jpg": corpus.HTML,
        "none.jpg": b"",
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


def open_form(page: Page, site: str, case: Dispute) -> None:
    people.sign_in(page, site, case.claimant.email)
    page.goto(f"{site}{case.get_absolute_url()}")
    page.get_by_text("Add photos, or say more").click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_files_go_together_and_are_shown(
    live_server: object, new_page: Open, case: Dispute, files: list[Path], script: bool
) -> None:
    page = new_page("phone", java_script_enabled=script)
    open_form(page, live_server.url, case)
    page.locator("#more input[type=file]").set_input_files(files[:2])
    if script:
        expect(page.locator("#more .preview")).to_have_count(2)
        expect(page.locator("#more .preview canvas")).to_have_count(1)
    page.get_by_label("What it shows").fill("From below.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added. Both sides see it.")).to_be_visible()
    expect(page.get_by_text("slip.pdf").first).to_be_visible()
    expect(page.locator(".evidence.ready img")).to_have_count(3)
    assert case.evidence.filter(state="ready").count() == 3


def test_one_is_taken_away_again_before_it_goes(
    live_server: object, new_page: Open, case: Dispute, files: list[Path]
) -> None:
    page = new_page()
    open_form(page, live_server.url, case)
    page.locator("#more input[type=file]").set_input_files([files[0], files[3]])
    expect(page.locator("#more").get_by_text("This file is empty")).to_be_visible()
    page.get_by_role("button", name="Remove this file: none.jpg").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added. Both sides see it.")).to_be_visible()
    assert set(case.evidence.values_list("name", flat=True)) == {"crack.jpg", "rim.jpg"}


def test_a_bar_shows_how_far_it_is(
    live_server: object, new_page: Open, case: Dispute, files: list[Path]
) -> None:
    page, held = new_page(), []
    open_form(page, live_server.url, case)
    page.route("**/evidence/", lambda route: held.append(route))
    page.locator("#more input[type=file]").set_input_files(files[0])
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("progressbar", name="Sending")).to_be_visible()
    expect(page.get_by_role("button", name="Add it")).to_be_disabled()
    held[0].continue_()
    expect(page.get_by_text("Added. Both sides see it.")).to_be_visible()


def test_when_the_script_cannot_the_plain_form_does(
    live_server: object, new_page: Open, case: Dispute, files: list[Path]
) -> None:
    """The line broke, or a file was bad: the browser sends it again and shows what was said."""
    page = new_page()
    open_form(page, live_server.url, case)
    page.route("**/evidence/", only_by_script(lambda route: route.abort()))
    page.locator("#more input[type=file]").set_input_files(files[0])
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added. Both sides see it.")).to_be_visible()
    page.unroute_all()

    page.get_by_text("Add photos, or say more").click()
    page.get_by_label("What it shows").fill("A page.")
    page.locator("#more input[type=file]").set_input_files(files[2])
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("“web.jpg” is not a picture we can read.")).to_be_visible()
    expect(page.get_by_label("What it shows")).to_have_value("A page.")


def test_a_file_takes_its_place_while_somebody_writes(
    live_server: object, new_page: Open, case: Dispute, settings: object
) -> None:
    settings.HOLDFAST_CHECKS_AT_ONCE = True
    evidence.bring(case, by=case.claimant, photos=[doings.upload(corpus.phone_jpeg(), "rim.jpg")])
    page = new_page()
    open_form(page, live_server.url, case)
    expect(page.get_by_text("We are looking whether it can be opened.")).to_be_visible()
    page.get_by_label("What it shows").fill("I am still writing.")
    doings.check_files()
    expect(page.locator(".evidence.ready img")).to_have_count(2)
    expect(page.get_by_label("What it shows")).to_have_value("I am still writing.")


def only_by_script(then: Callable[[Route], None]) -> Callable[[Route], None]:
    def act(route: Route) -> None:
        if "x-upload" in route.request.headers:
            then(route)
        else:
            route.continue_()

    return act
