"""What people tell about other places, lived through here; each ends with the books."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from disputes.models import Dispute
from escrow import clock, fund
from escrow.chart import Kind
from escrow.models import Recovery
from escrow.money import Money
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings
from tests.disputes.test_open_dispute_page import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def by(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def case() -> Dispute:
    return Dispute.objects.get()


def post(client: Client, where: str, **said: Any) -> str:
    address = case().get_absolute_url()
    return client.post(f"{address}{where}", said, follow=True).content.decode()


def page(client: Client) -> str:
    return " ".join(client.get(case().get_absolute_url()).content.decode().split())


def hold(order: Order) -> Any:
    return order.lines.get().hold


def test_nothing_came_and_the_parcel_stands_still(ben: User, lamp: Listing) -> None:
    """Ben says nothing at all, the seller neither: ten days, three days, and he has his money."""
    order = doings.buy(ben, lamp)
    doings.send(order)
    doings.let_pass(days=10, hours=1)
    bens = by(ben)
    assert "we opened this case ourselves" in page(bens)
    assert "a clear case is paid" in page(bens)
    doings.let_pass(days=3, hours=1)
    assert "Decided by the published rule" in page(bens)
    assert hold(order).refunded == eur(4690)
    assert books.payable(order.seller) == eur(0)
    books.assert_right()


def test_a_damaged_parcel_is_settled_for_forty_percent(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    bens, adas = by(ben), by(order.seller.user)
    bens.post(f"/orders/{order.number}/disputes/", filled(order))
    said = post(adas, "offers/", remedy="partial", amount="18.76", words="Keep it for less?")
    assert "Your offer is on the table" in said
    assert "less than you asked for" in page(bens)
    made = case().offers.get()
    assert "Type €18.76 to take it" in post(bens, f"offers/{made.pk}/answer/", answer="accept")
    post(bens, f"offers/{made.pk}/answer/", answer="accept", typed="18.76")
    assert "I have thought again" in page(bens)
    doings.let_pass(hours=1, minutes=1)
    assert (hold(order).refunded, case().state) == (eur(1876), "resolved")
    assert books.payable(order.seller) == eur(4690 - 1876 - 225)
    books.assert_right()


def test_a_denied_claim_wins_on_appeal(ben: User, lamp: Listing, sofia: User, otto: User) -> None:
    order = doings.delivered(ben, lamp)
    bens, adas = by(ben), by(order.seller.user)
    bens.post(f"/orders/{order.number}/disputes/", filled(order))
    post(adas, "answer/", answer="contest", text="It left here whole.")
    desk = f"/admin/disputes/dispute/{case().pk}/change/"
    ruling = {"step": "decide", "outcome": "release", "amount": "", "reasons": "I see no crack."}
    by(sofia).post(desk, ruling)
    assert "It does not stand yet" in page(bens)
    post(bens, "comments/", words="Look closer.")
    doings.let_pass(hours=49)
    assert "I see no crack." in page(bens)
    post(bens, "appeals/", words="Here is the carrier's own photo of the box.")
    assert hold(order).state == "frozen"
    refused = by(sofia).post(desk, {**ruling, "outcome": "refund"}, follow=True)
    assert "Somebody else has to look at it now" in refused.content.decode()
    by(otto).post(desk, {**ruling, "outcome": "refund", "reasons": "The box is crushed."})
    assert "The box is crushed." in page(bens)
    assert (case().state, hold(order).refunded) == ("resolved", eur(4690))
    books.assert_right()


def test_after_the_release_the_reserve_and_the_fund_pay(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    """A new seller's reserve is here still; the balance is paid out, so the fund gives the rest."""
    fund.top_up(eur(20_000), reference="opening")
    Seller.objects.filter(pk=ada.pk).update(level="new")
    order = doings.delivered(ben, lamp)
    bens = by(ben)
    bens.post(f"/orders/{order.number}/receipt/")
    doings.pay_out(ada)
    clock.advance(timedelta(days=2))
    said = bens.post(f"/orders/{order.number}/disputes/", filled(order), follow=True)
    assert "The money had moved already" in said.content.decode()
    post(by(ada.user), "answer/", answer="accept")
    found = Recovery.objects.get()
    assert found.from_reserve_minor > 0
    assert found.from_fund_minor > 0
    owed = books.of(Kind.SELLER_RECEIVABLE, owner=f"seller:{ada.pk}")
    assert owed == eur(found.from_fund_minor)
    assert hold(order).recovered == eur(4690)
    books.assert_right()
    before = owed
    bens.post(f"/orders/{doings.delivered(ben, lamp).number}/receipt/")
    after = books.of(Kind.SELLER_RECEIVABLE, owner=f"seller:{ada.pk}")
    assert after < before, "half of the next release repays the fund"
    books.assert_right()
