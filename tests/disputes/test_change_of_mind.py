"""Nothing is wrong, and the buyer does not want it: cost follows whose mind has changed."""

from datetime import datetime, timedelta

import pytest

from disputes import returns
from disputes.claims import CannotBeDisputed
from disputes.models import Dispute
from disputes.returns import Label, LabelMissing
from escrow import clock, fund
from escrow.chart import Kind
from escrow.models import JournalEntry, Notice
from escrow.money import Money
from marketplace.models import Listing, Order, User
from sellers.models import PerformanceFact, Seller
from tests import books, doings, factories

pytestmark = pytest.mark.django_db
COST = Money(690, "EUR")


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


@pytest.fixture
def plus_order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp, plus=True)


def now(dispute: Dispute) -> Dispute:
    return Dispute.objects.get(pk=dispute.pk)


def test_the_buyer_pays_the_postage_and_the_seller_only_says_where(
    order: Order, ada: Seller
) -> None:
    case = doings.agreed(order, "return", "RM-CHANGE")
    assert case.returns.get().postage_by == "buyer"
    row = returns.supply_label(case, Label("Hafenstraße 3"), by=ada.user)
    assert row.state == "awaiting_shipment"


def test_lost_on_the_buyers_own_postage_staff_decide(order: Order) -> None:
    case = doings.posted_back(order, "RM-CHANGE")
    doings.scan_return(case, "lost")
    assert (now(case).state, order.lines.get().hold.state) == ("escalated", "frozen")
    books.assert_right()


def test_only_as_long_as_the_shop_takes_things_back(order: Order) -> None:
    clock.advance(timedelta(days=14, seconds=1))
    with pytest.raises(CannotBeDisputed, match="takes things back"):
        doings.complain_for(order, "return", "RM-CHANGE")


def test_it_has_to_come_back(order: Order) -> None:
    with pytest.raises(CannotBeDisputed, match="other ways"):
        doings.complain_for(order, "refund", "RM-CHANGE")


def test_small_things_come_back_too(
    monday: datetime, ben: User, ada: Seller, lamps: object
) -> None:
    """To keep the thing and the money would reward it."""
    bulb = factories.listing(ada, lamps, "Bulb", price_minor=900)
    case = doings.agreed(doings.delivered(ben, bulb), "return", "RM-CHANGE")
    assert case.returns.get().state == "label_due"


def test_it_is_not_counted_against_the_seller(order: Order, ada: Seller) -> None:
    case = doings.posted_back(order, "RM-CHANGE")
    returns.accept(case, by=ada.user)
    kinds = PerformanceFact.objects.filter(seller=ada).values_list("kind", flat=True)
    assert not {"claim", "claim_lost"} & set(kinds)


def test_with_plus_the_fund_pays_the_seller_back_for_the_label(
    plus_order: Order, ada: Seller
) -> None:
    fund.top_up(Money(10_000, "EUR"), reference="opening")
    case = doings.posted_back(plus_order, "RM-CHANGE", Label("Hafenstraße 3", "KP-1", COST))
    assert case.returns.get().postage_by == "fund"
    returns.accept(case, by=ada.user)
    doings.let_pass(minutes=1)
    assert books.payable(ada) == COST
    assert books.of(Kind.GUARANTEE_FUND) == Money(10_000 - 690, "EUR")
    doings.let_pass(days=2)
    assert JournalEntry.objects.filter(kind="fund_made_good").count() == 1
    books.assert_right()


def test_a_short_fund_keeps_no_buyer_waiting(plus_order: Order, ada: Seller, sofia: User) -> None:
    case = doings.posted_back(plus_order, "RM-CHANGE", Label("Hafenstraße 3", "KP-1", COST))
    returns.accept(case, by=ada.user)
    doings.let_pass(minutes=1)
    assert now(case).state == "resolved"
    assert Notice.objects.filter(kind="fund_is_short", to=sofia).exists()
    fund.top_up(Money(10_000, "EUR"), reference="late")
    doings.let_pass(days=1, minutes=1)
    assert books.payable(ada) == COST
    books.assert_right()


def test_a_label_that_was_not_used_is_not_paid(plus_order: Order, ada: Seller) -> None:
    fund.top_up(Money(10_000, "EUR"), reference="opening")
    doings.to_be_posted(plus_order, "RM-CHANGE", Label("Hafenstraße 3", "KP-1", COST))
    doings.let_pass(days=11)
    assert not JournalEntry.objects.filter(kind="fund_made_good").exists()
    books.assert_right()


def test_with_plus_the_label_says_what_it_costs(plus_order: Order, ada: Seller) -> None:
    case = doings.agreed(plus_order, "return", "RM-CHANGE")
    for cost in (None, Money(10_001, "EUR")):
        with pytest.raises(LabelMissing, match="what the label costs"):
            returns.supply_label(case, Label("Hafenstraße 3", "KP-1", cost), by=ada.user)
