"""Our staff at their desk in a real browser: an agent, a senior, and who reviews an appeal."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect

from disputes import answering, appealing, deciding, evidence
from disputes.deciding import Ruling
from disputes.models import Decision, Dispute
from escrow import clock, deadlines
from marketplace.models import Listing, User, Variant
from tests import books, doings, factories
from tests.journeys import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
QUEUE = "/admin/disputes/dispute/"


def contested(buyer: User, lamp: Listing, *, quantity: int = 1) -> Dispute:
    opened = doings.complain(doings.delivered(buyer, lamp, quantity=quantity))
    doings.check_files()
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def agent(email: str, name: str) -> User:
    """Decides, and does not agree to what others decide."""
    found = factories.staff(email, name)
    found.user_permissions.remove(Permission.objects.get(codename="approve_decision"))
    return found


def at_the_desk(new_page: Open, site: str, person: User, viewport: str = "desktop") -> Page:
    page = new_page(viewport)
    people.sign_in(page, site, person.email)
    return page


def test_an_agent_takes_the_next_case_asks_and_decides(
    live_server: object, new_page: Open, ben: User, lamp: Listing
) -> None:
    site = live_server.url  # type: ignore[attr-defined]
    with clock.travel_to(clock.real_now()):
        case, kim = contested(ben, lamp), agent("kim@example.com", "Kim Adler")
        page = at_the_desk(new_page, site, kim)
        page.goto(f"{site}{QUEUE}")
        page.get_by_role("button", name="Give me the next one").click()
        expect(page.get_by_role("heading", level=1, name="It arrived damaged")).to_be_visible()
        page.get_by_text("Ask for something first").click()
        page.get_by_label("the buyer", exact=True).check(force=True)
        page.get_by_label("What do you need?").fill("A photo of the label, please.")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_text("They are asked, and have three days.")).to_be_visible()
        assert (now(case).state, now(case).assignee) == ("evidence_requested", kim)

        evidence.bring(now(case), by=ben, photos=[doings.photo()])
        page.goto(f"{site}{QUEUE}?whose=me")
        page.get_by_role("link", name="It arrived damaged").click()
        page.get_by_label("Each gets a part").check(force=True)
        page.get_by_label("The buyer gets back", exact=True).first.fill("10.00")
        expect(page.locator("#sums")).to_contain_text("€33.95")
        page.get_by_label("Ready-made reasons").select_option("part")
        page.get_by_role("button", name="Put it in").click()
        expect(page.get_by_label("Why", exact=True)).to_have_value(re.compile("€10.00"))
        page.locator("#decide").get_by_role("button", name="Show it to both").click()
        expect(page.get_by_text("Both parties read your proposal now")).to_be_visible()
        doings.let_it_be_done(case)
    assert case.order.lines.get().hold.refunded.minor == 1000
    books.assert_right()


def test_a_senior_agrees_to_one_and_sends_one_back_on_a_phone(
    live_server: object, new_page: Open, ben: User, lamp: Listing, sofia: User
) -> None:
    site = live_server.url  # type: ignore[attr-defined]
    Variant.objects.filter(listing=lamp).update(on_hand=20)
    with clock.travel_to(clock.real_now()):
        kim = agent("kim@example.com", "Kim Adler")
        good, bad = (contested(ben, lamp, quantity=5) for _ in range(2))
        for case in (good, bad):
            deciding.propose(case, Ruling("refund", "The photos show it."), by=kim)
        page = at_the_desk(new_page, site, sofia, "phone")
        page.goto(f"{site}{QUEUE}{good.pk}/change/")
        page.get_by_role("button", name="I have read it and agree").click()
        expect(page.get_by_text("Approved. Both parties read it now.")).to_be_visible()
        page.goto(f"{site}{QUEUE}{bad.pk}/change/")
        page.get_by_text("I would decide otherwise").click()
        page.get_by_label("What should be different, and why?").fill("The label is missing.")
        page.get_by_role("button", name="Send it back").click()
        expect(page.get_by_text("Sofia Marin does not agree")).to_be_visible()
    assert (now(good).state, now(bad).state) == ("draft_decision", "under_review")
    assert Decision.objects.filter(rejection__by=sofia).get().dispute == bad


def test_an_appeal_is_reviewed_by_somebody_who_never_saw_it(
    live_server: object, new_page: Open, ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    site = live_server.url  # type: ignore[attr-defined]
    with clock.travel_to(clock.real_now()):
        case = contested(ben, lamp)
        doings.propose(case, by=sofia, outcome="release")
        clock.advance(timedelta(hours=49))
        deadlines.sweep()
        appealing.appeal(now(case), by=ben, grounds="Here is the carrier's own photo.")
        sofias = at_the_desk(new_page, site, sofia)
        sofias.goto(f"{site}{QUEUE}{case.pk}/change/")
        expect(sofias.get_by_text("You had a part in it the first time.")).to_be_visible()
        expect(sofias.locator("#decide")).to_have_count(0)

        page = at_the_desk(new_page, site, otto)
        page.goto(f"{site}{QUEUE}")
        page.get_by_role("button", name="I take it").click()
        page.get_by_role("link", name="It arrived damaged").click()
        page.get_by_label("The buyer gets the claim back").check(force=True)
        page.get_by_label("Why", exact=True).fill("The carrier's photo shows the dent.")
        page.locator("#decide").get_by_role("button", name="Decide", exact=True).click()
        expect(page.get_by_text("Decided. It stands, and both parties are told.")).to_be_visible()
    assert (now(case).state, case.order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()
