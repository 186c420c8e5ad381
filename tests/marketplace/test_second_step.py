"""A second step when signing in: an app with codes, recovery codes; on, used, off again."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from marketplace import second_step
from marketplace.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(ben: User) -> User:
    """With a confirmed e-mail address."""
    ben.emailaddress_set.create(email=ben.email, primary=True, verified=True)
    return ben


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def signed_in(person: User) -> Client:
    """By the page, as far as the password goes, and just asked once more who they are."""
    client = Client()
    body = {"login": person.email, "password": factories.PASSWORD}
    client.post(reverse("account_login"), body)
    client.post(reverse("account_reauthenticate"), body)
    return client


def switched_on(person: User) -> str:
    """The app's key, after the person has turned it on by its page."""
    client = signed_in(person)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page).group(1)
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    totp.cache.clear()
    return secret


def asked(person: User) -> Client:
    """The password was right, and the second step is asked for."""
    client = signed_in(person)
    assert "_auth_user_id" not in client.session
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def recovery_codes(person: User) -> list[str]:
    kept = Authenticator.objects.get(user=person, type="recovery_codes")
    return kept.wrap().get_unused_codes()


def test_the_code_of_the_app_lets_in(ben: User) -> None:
    secret = switched_on(ben)
    client = asked(ben)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_wrong_code_does_not(ben: User) -> None:
    secret = switched_on(ben)
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    client = asked(ben)
    page = client.post(reverse("mfa_authenticate"), {"code": wrong}).content.decode()
    assert "This code does not fit." in page
    assert not is_in(client)


def test_a_code_lets_in_once(ben: User) -> None:
    secret = switched_on(ben)
    code = code_of(secret)
    asked(ben).post(reverse("mfa_authenticate"), {"code": code})
    second = asked(ben)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(second)


def test_a_recovery_code_lets_in_once(ben: User) -> None:
    switched_on(ben)
    code = recovery_codes(ben)[0]
    first = asked(ben)
    first.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first)
    second = asked(ben)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(second)
    assert len(recovery_codes(ben)) == 9


def test_without_the_second_step_no_page_of_theirs_opens(ben: User) -> None:
    switched_on(ben)
    response = asked(ben).get(reverse("orders"))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_the_key_is_not_readable_in_the_database(ben: User) -> None:
    secret = switched_on(ben)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


@pytest.mark.django_db(transaction=True)
def test_each_change_is_told_by_mail(ben: User) -> None:
    switched_on(ben)
    subjects = [each.subject for each in mail.outbox]
    assert "An app with codes was added to your account" in subjects
    client = signed_in(ben)
    client.post(reverse("mfa_authenticate"), {"code": recovery_codes(ben)[0]})
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    mail.outbox.clear()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=ben).exists()
    assert [each.subject for each in mail.outbox] == [
        "The app with codes was taken off your account"
    ]
    assert mail.outbox[0].to == [ben.email]


def test_a_session_alone_takes_nothing_off(ben: User) -> None:
    """Somebody at an open laptop is asked who they are first."""
    switched_on(ben)
    client = Client()
    client.force_login(ben)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "/reauthenticate/" in response["Location"]
    assert Authenticator.objects.filter(user=ben, type="totp").exists()


def test_nobody_elses_passkey_can_be_named_or_removed(ben: User, mallory: User) -> None:
    key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Ben's"})
    client = signed_in(mallory)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "x"}).status_code == 404


def test_programs_need_the_second_step_too(client: Client, ben: User) -> None:
    secret = switched_on(ben)
    body = {"email": ben.email, "password": factories.PASSWORD}
    refused = client.post(reverse("api_tokens"), body)
    assert (refused.status_code, refused.json()["code"]) == (401, "second_step")
    assert client.post(reverse("api_tokens"), {**body, "code": "000000"}).status_code == 401
    code = code_of(secret)
    assert client.post(reverse("api_tokens"), {**body, "code": code}).status_code == 201
    assert client.post(reverse("api_tokens"), {**body, "code": code}).status_code == 401
    assert (
        client.post(reverse("api_tokens"), {**body, "code": recovery_codes(ben)[0]}).status_code
        == 201
    )


def test_a_program_that_guesses_is_stopped(client: Client, ben: User, settings: object) -> None:
    secret = switched_on(ben)
    body = {"email": ben.email, "password": factories.PASSWORD}
    for _ in range(second_step.TRIES):
        assert not second_step.fits(ben, "123")
    assert not second_step.fits(ben, code_of(secret))
    assert client.post(reverse("api_tokens"), body).status_code == 401


def test_who_has_not_confirmed_their_e_mail_confirms_it_first(ben: User) -> None:
    ben.emailaddress_set.update(verified=False)
    page = signed_in(ben).get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "Confirm your e-mail first" in page


def test_the_page_says_what_is_on(ben: User) -> None:
    page = signed_in(ben).get(reverse("mfa_index")).content.decode()
    assert "Your password is all that stands before" in page
    switched_on(ben)
    client = Client()
    client.force_login(ben)
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Your password alone opens nothing here" in page
    assert "10 left" in page


def test_in_production_passkeys_are_made_for_the_address_in_the_settings(
    rf: object, settings: object
) -> None:
    request = rf.get("/", headers={"host": "elsewhere.example"})
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    assert second_step.site(request) == "elsewhere.example"
    settings.PRODUCTION = True
    settings.HOLDFAST_BASE_URL = "https://shop.example"
    assert second_step.site(request) == "shop.example"
    assert second_step.named_address(request) == ""


def test_under_a_number_the_page_says_where_passkeys_work(ben: User) -> None:
    client = signed_in(ben)
    page = client.get(reverse("mfa_add_webauthn"), headers={"host": "127.0.0.1:8000"})
    assert "http://localhost:8000/accounts/2fa/webauthn/add/" in page.content.decode()
