"""Before answering, a seller reads what each answer would bring; and then it is so."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from disputes import answering, forecast, forecast_words, presumptions
from disputes.models import Dispute
from escrow import clock
from escrow.money import Money
from marketplace.models import Listing, Order, User
from sellers import figures
from sellers.models import Seller
from tests import books, doings, factories
from tests.disputes import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def of(case: Dispute) -> forecast.Forecast:
    loaded = Dispute.objects.select_related("order__seller", "order__policy").get(pk=case.pk)
    return forecast.of(loaded, presumptions.facts_of(loaded))


def words(case: Dispute) -> forecast_words.Told:
    return forecast_words.of(case, of(case))


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def test_what_agreeing_was_said_to_bring_it_brings(order: Order) -> None:
    case = doings.complain(order, amount=eur(1000))
    found = of(case)
    assert (found.accept.buyer_gets, found.accept.seller_gets) == (eur(1000), eur(3395))
    assert found.accept.takes == timedelta()
    answering.accept(case, by=order.seller.user)
    assert books.payable(order.seller) == found.accept.seller_gets
    after = figures.of(order.seller).metrics["defects"]
    assert after.share == found.defects.share_with(1) > found.defects.share_with(0)
    books.assert_right()


def test_what_losing_and_winning_were_said_to_take_they_take(
    sofia: User, ben: User, ada: Seller, lamp: Listing
) -> None:
    for outcome, name in (("refund", "lost"), ("release", "won")):
        case = doings.complain(doings.delivered(ben, lamp))
        ending = getattr(of(case), name)
        before = books.payable(ada)
        answering.contest(case, by=ada.user, text="It left whole.")
        doings.decide(Dispute.objects.get(pk=case.pk), by=sofia, outcome=outcome)
        doings.let_pass(days=ending.takes.days + 1)
        assert books.payable(ada) - before == ending.seller_gets
        assert case.order.lines.get().hold.refunded == ending.buyer_gets
    books.assert_right()


def test_the_rule_is_asked_as_it_stands_once_the_seller_has_answered(order: Order) -> None:
    """Silent, the seller would lose; answered, nobody can tell: half each."""
    found = of(doings.complain(order))
    assert found.rule.code == "undecidable"
    assert found.by_rule is not None
    assert found.by_rule.buyer_gets == eur(2345)


@pytest.mark.parametrize(
    ("grade", "favours", "keeps"),
    [
        ("A", "seller", eur(4315)),
        ("B", "seller", eur(4315)),
        ("C", "buyer", eur(4315)),
        ("D", "buyer", eur(0)),
    ],
)
def test_what_did_not_come_is_judged_by_its_proof(
    ben: User, lamp: Listing, grade: str, favours: str, keeps: Money
) -> None:
    """Proof C is paid by the fund, and the seller keeps what was sold."""
    order = doings.buy(ben, lamp)
    doings.arrive(doings.send(order), grade)
    clock.advance(timedelta(days=8))
    found = of(doings.complain(order, "NR-SCAN"))
    assert found.rule.favours == favours
    assert found.by_rule is not None
    assert found.by_rule.seller_gets == keeps


def test_above_the_limit_a_photo_leaves_it_to_staff(ben: User, ada: Seller, lamp: Listing) -> None:
    dear = factories.listing(ada, lamp.category, "Tiffany lamp", price_minor=60_000)
    order = doings.buy(ben, dear)
    doings.arrive(doings.send(order), "B")
    clock.advance(timedelta(days=8))
    case = doings.complain(order, "NR-SCAN")
    assert of(case).by_rule is None
    assert "leave this to our staff" in dict(words(case).contest)["Money"]


def test_a_return_tells_of_postage_and_days(order: Order) -> None:
    """Three days for the label, ten to post it, three to look at it."""
    case = doings.complain_for(order, "return")
    found = of(case)
    assert (found.accept.takes, found.postage_by) == (timedelta(days=16), "seller")
    told = dict(words(case).accept)
    assert told["Postage"] == "You pay for sending it back."
    assert "At most 16 days" in told["Time"]


def test_what_is_small_need_not_come_back(ben: User, ada: Seller, lamp: Listing) -> None:
    small = factories.listing(ada, lamp.category, "Bulb", price_minor=900)
    found = of(doings.complain_for(doings.delivered(ben, small), "return"))
    assert (found.accept.takes, found.postage_by) == (timedelta(), "")


def test_after_the_release_it_comes_out_of_the_sellers_own(order: Order) -> None:
    doings.let_pass(days=8)
    case = doings.complain(order)
    found = of(case)
    assert (found.accept.seller_gets, found.won.seller_gets) == (eur(-4690), eur(0))
    assert "out of your reserve and your balance" in dict(words(case).accept)["Money"]


def test_a_change_of_mind_marks_nobody(order: Order) -> None:
    found = of(doings.complain_for(order, "return", "RM-CHANGE"))
    assert not found.accept.counts
    assert not found.lost.counts


def test_sending_it_again_gives_nothing_back_and_is_no_lost_claim(order: Order) -> None:
    case = doings.complain_for(order, "replacement")
    found = of(case)
    assert (found.accept.buyer_gets, found.accept.counts) == (eur(0), False)
    assert found.lost.counts
    told = dict(words(case).accept)
    assert told["Money"].startswith(
        "Nothing goes back if you send it again in time; if not, €46.90"
    )
    assert "second parcel has come" in told["Time"]


def test_an_order_counts_once(ben: User, ada: Seller, lamp: Listing) -> None:
    shade = factories.listing(ada, lamp.category, "Linen shade")
    order = doings.delivered(ben, lamp, shade)
    first, second = order.lines.all()
    one = doings.complain_for_lines(order, [first], "refund")
    answering.accept(one, by=ada.user)
    assert not of(doings.complain_for_lines(order, [second], "refund")).lost.counts


def test_the_page_tells_the_seller_and_nobody_else(order: Order, ben: User) -> None:
    case = doings.complain(order)
    page = pages.seen(case, order.seller.user)
    for said in (
        "€46.90 goes back to Ben. You keep €0.00 of these things, after our fee.",
        "At once. The case is closed.",
        "Our rule so far gives half to each",
        "About 7 days if it is decided against you, 15 days if for you.",
        "goes from 0.0 % to 100.0 %; it should be under 1.0 %.",
    ):
        assert said in page.replace("\xa0", " "), said
    assert "Our rule so far gives" not in pages.seen(case, ben)
    answering.contest(case, by=order.seller.user, text="It left whole.")
    assert "If you agree" not in pages.seen(case, order.seller.user).split("Settle it now")[0]


def test_programs_of_the_seller_ask_it(
    client: Client, order: Order, ben: User, cleo: Seller
) -> None:
    case = doings.complain(order)
    where = f"/api/v1/disputes/{case.pk}/forecast/"
    client.force_login(order.seller.user)
    told: dict[str, Any] = client.get(where).json()
    assert told["accept"]["buyer_gets"]["minor"] == 4690
    assert (told["lost"]["days"], told["won"]["days"], told["rule"]) == (7, 15, "undecidable")
    for other in (ben, cleo.user):
        client.force_login(other)
        assert client.get(where).status_code == 404
    answering.contest(case, by=order.seller.user, text="It left whole.")
    client.force_login(order.seller.user)
    assert client.get(where).status_code == 404
