"""A passkey in a real browser: made, used alone, used as the second step, not given."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Page, expect

from marketplace.models import User
from tests import factories
from tests.journeys import passkeys, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ben(ben: User) -> User:
    """With a confirmed e-mail address."""
    ben.emailaddress_set.create(email=ben.email, primary=True, verified=True)
    return ben


def named(site: str) -> str:
    """Browsers keep passkeys for names only."""
    return site.replace("127.0.0.1", "localhost")


def add(page: Page, site: str, *, alone: bool = True) -> None:
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(factories.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill("Ben's phone")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
def test_a_passkey_is_made_and_signs_in_alone(
    live_server: object, new_page: Callable[..., Page], ben: User, viewport: str
) -> None:
    site, page = named(live_server.url), new_page(viewport)
    passkeys.device(page)
    people.sign_in(page, site, ben.email)
    add(page, site)
    assert Authenticator.objects.get(user=ben, type="webauthn").wrap().name == "Ben's phone"
    assert "A passkey was added to your account" in [each.subject for each in mail.outbox]

    sign_out(page, site)
    page.goto(f"{site}/accounts/login/?next=/orders/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/orders/")
    expect(page.get_by_role("heading", name="My Orders")).to_be_visible()


def test_as_a_second_step_it_is_asked_for_after_the_password(
    live_server: object, new_page: Callable[..., Page], ben: User
) -> None:
    site, page = named(live_server.url), new_page("desktop")
    passkeys.device(page)
    people.sign_in(page, site, ben.email)
    add(page, site, alone=False)
    sign_out(page, site)
    people.sign_in(page, site, ben.email)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/orders/")
    expect(page.get_by_role("heading", name="My Orders")).to_be_visible()


def test_a_device_that_says_no_is_told_in_words(
    live_server: object, new_page: Callable[..., Page], ben: User
) -> None:
    site, page = named(live_server.url), new_page("desktop")
    passkeys.device(page)  # has none for this shop
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device did not give a passkey.")).to_be_visible()
    assert "/login/" in page.url
