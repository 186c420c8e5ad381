"""Staff see which gateways are on, with whose money, and prove their settings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client

from escrow import gateways, inbox
from escrow.gateways import Capabilities, Finding, Mode
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import Operation
from marketplace.models import Listing, User
from tests import doings, factories, queries
from tests.gateways.adapters import ADAPTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = "/admin/escrow/payment/gateways/"


class Distant(SandboxGateway):
    """A provider with a cap, whose clock is wrong."""

    name = "distant"

    def capabilities(self) -> Capabilities:
        able = super().capabilities()
        return replace(able, title="Distant", mode=Mode.LIVE, custody_cap_days=28)

    def check(self) -> Iterable[Finding]:
        yield Finding("key", True, "The key answers.")
        yield Finding("clock", False, "The clocks differ by 5 minutes.")


class Silent(Distant):
    name = "silent"

    def check(self) -> Iterable[Finding]:
        raise TimeoutError


@pytest.fixture
def distant() -> Iterator[None]:
    for gateway in (Distant(), Silent()):
        gateways.register(gateway)
    yield
    for name in ("distant", "silent"):
        gateways._gateways.pop(name)


@pytest.fixture
def finance(db: None) -> Client:
    person = factories.person("finn@example.com", "Finn", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_payment"))
    return as_(person)


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_each_gateway_says_whose_money_and_how_long(finance: Client, distant: None) -> None:
    page = finance.get(PAGE).content.decode()
    assert "Test mode: nobody pays anything" in page
    assert "Live: real money" in page
    assert "28 days" in page
    assert "In our own books" in page
    assert f'href="{PAGE}"' in finance.get("/admin/escrow/payment/").content.decode()


def test_it_tells_the_last_message_and_what_waits(
    finance: Client, ben: User, lamp: Listing
) -> None:
    assert "<strong>never</strong>" in finance.get(PAGE).content.decode()
    doings.buy(ben, lamp)
    doings.pay(doings.place(ben, lamp), "4000002500003155")
    sandbox = ADAPTERS["sandbox"](ben)
    for headers, body in sandbox.messages():
        inbox.receive("sandbox", headers, body)
    assert "wait</dd>" in finance.get(PAGE).content.decode().replace("waits", "wait")
    page = finance.get(PAGE).content.decode()
    heard = page.partition("Last message</dt>")[2].partition("</div>")[0]
    assert "2 Mar" in heard
    assert Operation.objects.filter(state="sent").count() == 1
    assert "Calls without an answer</dt><dd>1" in page


def test_a_check_tells_what_is_right_and_what_is_not(finance: Client, distant: None) -> None:
    page = finance.post(PAGE, {"gateway": "distant"}).content.decode()
    assert "The key answers." in page
    assert "The clocks differ by 5 minutes." in page
    assert "silent does not answer" in finance.post(PAGE, {"gateway": "silent"}).content.decode()
    assert finance.post(PAGE, {"gateway": "nobody"}).status_code == 404


def test_nobody_else_sees_it(client: Client, ben: User) -> None:
    assert client.get(PAGE).status_code == 302
    assert as_(ben).get(PAGE).status_code == 302
    plain = factories.person("sam@example.com", "Sam", is_staff=True)
    assert as_(plain).get(PAGE).status_code == 403
    assert as_(plain).post(PAGE, {"gateway": "sandbox"}).status_code == 403


def test_it_costs_the_same_however_much_was_paid(
    finance: Client,
    ben: User,
    lamp: Listing,
) -> None:
    little, much = queries.before_and_after(
        finance, PAGE, lambda: [doings.buy(ben, lamp) for _ in range(3)]
    )
    assert little == much <= 10


@pytest.mark.parametrize(("names", "code"), [(["sandbox"], 0), (["distant"], 1), (["silent"], 1)])
def test_the_command_ends_with_what_it_found(
    distant: None, capsys: pytest.CaptureFixture[str], names: list[str], code: int
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("gateway_check", *names)
    assert ended.value.code == code
    assert names[0] in capsys.readouterr().out


def test_the_command_knows_only_what_is_on() -> None:
    with pytest.raises(CommandError, match="On are: sandbox, balance"):
        call_command("gateway_check", "stripe")
