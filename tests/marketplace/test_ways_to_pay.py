"""A buyer chooses how to pay, and may choose otherwise as long as nothing is paid."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from escrow import gateways
from escrow.gateways import Capabilities, Method
from escrow.gateways.sandbox import provider
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import Operation, Payment, SandboxCharge
from marketplace import checkout_outcome, ways_to_pay
from marketplace.checkout_outcome import Standing
from marketplace.models import Checkout, Listing, User
from marketplace.quotes import CannotBeBought
from tests import books, doings
from tests.marketplace.test_api import Program, wanted
from tests.marketplace.test_checkout_page import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "three_ways")]


class ThreeWays(SandboxGateway):
    """The sandbox as a provider of several methods."""

    def capabilities(self) -> Capabilities:
        methods = (
            Method("card", "Card"),
            Method("later", "Voucher", takes_days=True),
            Method("tulip", "Tulip", frozenset({"EUR"}), frozenset({"NL"})),
        )
        return replace(super().capabilities(), methods=methods)


@pytest.fixture
def three_ways() -> Iterator[None]:
    usual = gateways.get("sandbox")
    gateways.register(ThreeWays())
    yield
    gateways.register(usual)


@pytest.fixture
def at_checkout(client: Client, ben: User, lamp: Listing) -> Client:
    client.force_login(ben)
    doings.fill_cart(ben, lamp)
    return client


def test_only_the_ways_that_can_pay_this_are_offered(at_checkout: Client) -> None:
    page = at_checkout.get("/checkout/").content.decode()
    assert 'value="sandbox:card" checked' in page
    assert 'value="sandbox:later"' in page
    assert "Tulip" not in page
    assert [way.code for way in ways_to_pay.ways("EUR", "NL")][-1] == "sandbox:tulip"
    assert "sandbox:tulip" not in [way.code for way in ways_to_pay.ways("GBP", "NL")]


def test_the_chosen_way_is_kept_through_an_update_and_on_the_payment(at_checkout: Client) -> None:
    form = typed(at_checkout, way="sandbox:later")
    page = at_checkout.post("/checkout/", {**form, "update": "1"}).content.decode()
    assert 'value="sandbox:later" checked' in page
    at_checkout.post("/checkout/", form)
    assert (Payment.objects.get().gateway, Payment.objects.get().method) == ("sandbox", "later")


@pytest.mark.parametrize("way", ["sandbox:tulip", "balance", "nobody:card"])
def test_a_way_that_cannot_pay_this_is_refused_and_nothing_is_lost(
    at_checkout: Client, way: str
) -> None:
    page = at_checkout.post("/checkout/", typed(at_checkout, way=way)).content.decode()
    assert "Choose another way to pay." in page
    assert "Kastanienallee 7" in page
    assert not Checkout.objects.exists()


def test_without_any_way_it_says_so(
    ben: User, lamp: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateways, "_gateways", {"balance": gateways.get("balance")})
    with pytest.raises(CannotBeBought, match="no way to pay in EUR"):
        doings.place(ben, lamp)


def begun(client: Client, ben: User, lamp: Listing) -> tuple[Checkout, SandboxCharge]:
    """Ben is on the provider's page with his first choice, and comes back."""
    client.force_login(ben)
    placed = doings.place(ben, lamp, way="sandbox:card")
    client.post(f"/checkout/{placed.pk}/payments/")
    return placed, SandboxCharge.objects.get()


def test_another_way_ends_the_first(client: Client, ben: User, lamp: Listing) -> None:
    placed, first = begun(client, ben, lamp)
    page = client.get(f"/checkout/{placed.pk}/return/").content.decode()
    assert 'value="sandbox:card" checked' in page
    answer = client.post(f"/checkout/{placed.pk}/payments/", {"way": "sandbox:later"})
    second = Operation.objects.get(payment__method="later")
    assert answer["Location"] == second.next_url
    first.refresh_from_db()
    assert first.state == "declined"
    assert Payment.objects.get(method="card").state == "failed"
    assert checkout_outcome.of(placed).way == "sandbox:later"
    provider.pay(SandboxCharge.objects.get(operation_key=second.pk), doings.GOOD_CARD)
    client.get(f"/checkout/{placed.pk}/return/")
    assert checkout_outcome.of(placed).standing == Standing.PAID
    books.assert_right()


def test_what_was_written_and_never_begun_is_left_for_the_way_chosen_now(
    client: Client, ben: User, lamp: Listing
) -> None:
    """The web server died between placing and asking."""
    client.force_login(ben)
    placed = doings.place(ben, lamp, way="sandbox:card")
    client.post(f"/checkout/{placed.pk}/payments/", {"way": "sandbox:later"})
    assert Payment.objects.get(method="card").state == "cancelled"
    asked = SandboxCharge.objects.get()
    assert Operation.objects.get().payment == Payment.objects.get(method="later")
    provider.pay(asked, doings.GOOD_CARD)
    client.get(f"/checkout/{placed.pk}/return/")
    assert checkout_outcome.of(placed).standing == Standing.PAID
    books.assert_right()


def test_paid_in_the_first_way_meanwhile_nothing_more_is_asked(
    client: Client, ben: User, lamp: Listing
) -> None:
    placed, first = begun(client, ben, lamp)
    provider.pay(first, doings.GOOD_CARD)
    page = client.post(
        f"/checkout/{placed.pk}/payments/", {"way": "sandbox:later"}, follow=True
    ).content.decode()
    assert Payment.objects.count() == 1
    assert checkout_outcome.of(placed).standing == Standing.PAID
    assert placed.orders.get().number in page
    books.assert_right()


def test_two_clicks_on_another_way_begin_it_once(client: Client, ben: User, lamp: Listing) -> None:
    placed, _ = begun(client, ben, lamp)
    one, two = (
        client.post(f"/checkout/{placed.pk}/payments/", {"way": "sandbox:later"}) for _ in range(2)
    )
    assert one["Location"] == two["Location"]
    assert Payment.objects.filter(method="later").count() == 1


def test_a_printed_voucher_can_be_left_for_a_card(client: Client, ben: User, lamp: Listing) -> None:
    placed, first = begun(client, ben, lamp)
    provider.print_voucher(first)
    page = client.get(f"/checkout/{placed.pk}/return/").content.decode()
    assert "Pay in another way" in page
    client.post(f"/checkout/{placed.pk}/payments/", {"way": "sandbox:later"})
    assert checkout_outcome.of(placed).standing == Standing.UNFINISHED
    provider.pay_voucher(SandboxCharge.objects.get(pk=first.pk))
    doings.let_pass(minutes=5)
    books.assert_right()


def test_a_way_that_does_not_exist_changes_nothing(
    client: Client, ben: User, lamp: Listing
) -> None:
    placed, first = begun(client, ben, lamp)
    page = client.post(f"/checkout/{placed.pk}/payments/", {"way": "sandbox:tulip"}, follow=True)
    assert "Choose another way to pay." in page.content.decode()
    first.refresh_from_db()
    assert first.state == "waiting"


def test_programs_read_the_ways_and_choose_one(ben: User, mallory: User, lamp: Listing) -> None:
    bens = Program(ben)
    told = bens.read("/ways-to-pay/?currency=EUR&country=NL").json()
    assert [(way["code"], way["takes_days"]) for way in told] == [
        ("sandbox:card", False),
        ("sandbox:later", True),
        ("sandbox:tulip", False),
    ]
    assert bens.read("/ways-to-pay/?currency=EUR").status_code == 400
    bad = bens.send("/orders/", wanted(lamp, way="sandbox:tulip"))
    assert (bad.status_code, "another way" in bad.json()["title"]) == (409, True)
    placed = bens.send("/orders/", wanted(lamp, way="sandbox:card")).json()
    path = f"/checkouts/{placed['id']}/payments/"
    assert Program(mallory).send(path, {"way": "sandbox:later"}).status_code == 404
    again = bens.send(path, {"way": "sandbox:later"}).json()
    assert again["next_url"] != placed["next_url"]
    assert Payment.objects.get(method="card").state == "failed"
    books.assert_right()
