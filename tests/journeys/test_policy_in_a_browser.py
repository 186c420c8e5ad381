"""One drafts, compares and simulates a policy; another publishes it; an order is sold under it."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from escrow import clock, policy
from marketplace.models import Listing, User
from marketplace.policy_trial import running
from tests import doings
from tests.escrow.test_draft_a_policy import lawyer
from tests.journeys import people
from tests.marketplace.test_try_a_policy import FILE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_drafted_compared_simulated_and_published_by_another(
    live_server: object,
    new_page: Callable[..., Page],
    monday: object,
    ben: User,
    lamp: Listing,
    tmp_path: Path,
) -> None:
    lena, paul = lawyer("Lena"), lawyer("Paul")
    site = live_server.url
    page = new_page("phone")
    people.sign_in(page, site, lena.email)
    draft_it(page, site)
    simulate(page, orders_file(tmp_path))
    propose(page)
    expect(page.get_by_text("A second person who may publish policies")).to_be_visible()
    address = page.url

    other = new_page("desktop")
    people.sign_in(other, site, paul.email)
    other.goto(address)
    other.get_by_label("Why you agree").fill("The numbers are clear.")
    other.get_by_role("button", name="Publish it now").click()
    expect(other.get_by_text("Policy 2 is in force. Orders keep theirs.")).to_be_visible()

    order = doings.buy(ben, lamp)
    doings.arrive(doings.send(order))
    assert order.policy_id == policy.in_force().number == 2
    assert order.lines.get().hold.release_at == clock.now() + timedelta(days=10)
    other.goto(f"{site}/protection/history/")
    expect(other.get_by_role("cell", name="10 days")).to_be_visible()


def orders_file(folder: Path) -> Path:
    """A small one of our own, or the real one that RECORDED_ORDERS names."""
    if named := os.environ.get("RECORDED_ORDERS"):
        return Path(named)
    path = folder / "orders.csv"
    path.write_bytes(FILE)
    return path


def draft_it(page: Page, site: str) -> None:
    """A number out of range is said, and corrected."""
    page.goto(f"{site}/admin/escrow/policydraft/")
    page.get_by_label("What shall change?").fill("Longer holds")
    page.get_by_role("button", name="Begin a draft").click()
    held = page.get_by_label("Money held after delivery, usually")
    held.fill("50")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("It can be from 3 days to 21 days.")).to_be_visible()
    expect(held).to_have_value("50")
    held.fill("10")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="Money held after delivery, usually")).to_be_visible()


def simulate(page: Page, file: Path) -> None:
    """The page looks again by itself until the worker has done it."""
    page.get_by_label("Recorded orders (CSV)").set_input_files(file)
    page.get_by_role("button", name="Simulate a file").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    assert running.run_waiting() == 1
    expect(page.get_by_role("heading", name="Sellers", exact=True)).to_be_visible()
    expect(page.get_by_text("Days from payment until the money is settled")).to_be_visible()


def propose(page: Page) -> None:
    page.get_by_label("Why it shall change").fill("Many parcels are opened late.")
    expect(page.get_by_label("Why it need not be simulated")).to_be_hidden()
    page.get_by_role("button", name="Propose it to a second person").click()
    expect(page.get_by_text("Proposed. A second person has to read")).to_be_visible()
