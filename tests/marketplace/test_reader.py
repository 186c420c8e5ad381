"""Pages that are there for everybody, in the reader's own language and hour."""

from typing import Any

import pytest
from django.test import Client

from escrow import policy
from marketplace.models import User

pytestmark = pytest.mark.django_db


def test_the_promise_is_drawn_from_the_policy_in_force(client: Client) -> None:
    body = {**policy.in_force().body}
    longer = {"unit": "hours", "value": 45 * 24, "allowed": [14 * 24, 90 * 24]}
    body["windows"] = {**body["windows"], "claim_base": longer}
    assert "45 days" not in client.get("/protection/").content.decode()
    policy.publish(body, number=2)
    page = client.get("/protection/").content.decode()
    assert "45 days" in page
    assert "Policy 2" in page


def test_no_page_uses_the_words_we_do_not_use(client: Client) -> None:
    for address in ("/", "/protection/"):
        page = client.get(address).content.decode().lower()
        assert "insurance" not in page
        assert "pay on receipt" not in page


def settings_of(person: User, **more: Any) -> dict[str, Any]:
    return {
        "name": person.name,
        "language": "en",
        "time_zone": "Europe/Lisbon",
        "country": "PT",
        **more,
    }


def test_a_person_changes_name_language_hour_and_country(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.post("/account/settings/", settings_of(ben, name="Benedict", language="es"))
    ben.refresh_from_db()
    assert (ben.name, ben.language, ben.time_zone, ben.country) == (
        "Benedict",
        "es",
        "Europe/Lisbon",
        "PT",
    )
    assert 'lang="es"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Moon/Sea"}, {"language": "xx"}, {"country": "ZZ"}, {"name": ""}]
)
def test_nonsense_changes_nothing(client: Client, ben: User, wrong: dict[str, str]) -> None:
    client.force_login(ben)
    page = client.post("/account/settings/", settings_of(ben, **wrong))
    assert page.context["form"].errors.keys() == wrong.keys()
    ben.refresh_from_db()
    assert ben.time_zone == "Europe/Berlin"


def test_the_accounts_language_goes_before_the_browsers(client: Client, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(language="es")
    client.force_login(ben)
    assert 'lang="es"' in client.get("/", headers={"Accept-Language": "en"}).content.decode()


def test_a_cookie_that_names_no_time_zone_does_no_harm(client: Client) -> None:
    client.cookies["time_zone"] = "../../etc/passwd"
    assert client.get("/").status_code == 200


def test_health_says_what_answers_and_how_late_the_promises_are(client: Client) -> None:
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {
        "healthy": True,
        "database": True,
        "redis": True,
        "oldest_overdue_seconds": 0,
        "oldest_unsent_notice_seconds": 0,
        "report_differences": 0,
    }


def test_staff_enter_by_the_shops_own_door(client: Client, ben: User, sofia: User) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"].startswith("/accounts/login/")
    client.force_login(ben)
    assert client.get("/admin/login/").status_code == 403
    client.force_login(sofia)
    assert client.get("/admin/").status_code == 200
