"""The demo's first day: every state is there, the books are right, and twice is once."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from disputes import precedents
from disputes.demo.cases import drawn_of
from disputes.demo.scratched import some_scratched
from disputes.demo.seeding import Scale, is_done, seed
from disputes.models import Dispute
from escrow import clock, walking
from escrow.gateways.sandbox import provider
from escrow.models import DemoClock, Notice
from marketplace import paying
from marketplace.demo import shelves
from marketplace.demo.catalogue import LISTINGS, SELLERS
from marketplace.demo.crowd import crowd
from marketplace.demo.darkroom import Darkroom
from marketplace.demo.pictures import PictureSpec
from marketplace.models import Listing, Order, User
from sellers.models import Rating, Seller
from tests import books, doings, factories, rivals

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW = Scale(things=6, shots=0, rows=4, others=0)
FEWEST = Scale(things=2, shots=0, rows=2, others=0)


@pytest.fixture(autouse=True)
def demo(settings: object) -> Iterator[None]:
    settings.HOLDFAST_DEMO = True
    clock.forget_demo_time()
    yield
    clock.forget_demo_time()


def quietly(what: str, done: int, of: int) -> None:
    """Nobody watches."""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_everybody_finds_something_to_do() -> None:
    assert seed(Scale(things=6, shots=0, others=12), quietly) == []
    books.assert_right()
    _a_small_shop_has_people_things_and_real_time()
    _each_of_them_has_orders_and_cases()
    _the_second_run_does_nothing()


def _a_small_shop_has_people_things_and_real_time() -> None:
    assert Seller.objects.count() == 13
    assert Listing.objects.for_sale().count() == 13 * 6
    assert User.objects.get(email="ben@example.com").check_password("holdfast-demo")
    assert User.objects.get(email="staff@example.com").has_perm("disputes.decide_dispute")
    assert abs(DemoClock.offset_now()) < timedelta(seconds=5)


def _the_second_run_does_nothing() -> None:
    before = Order.objects.count(), Listing.objects.count()
    assert is_done()
    assert seed(FEW, quietly) == []
    assert (Order.objects.count(), Listing.objects.count()) == before


def test_an_interrupted_run_is_finished_by_the_next() -> None:
    def stop(what: str, done: int, of: int) -> None:
        if what == "days" and Order.objects.exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed(FEWEST, stop)
    begun = set(Order.objects.values_list("number", flat=True))
    assert begun
    assert not is_done()
    seed(FEWEST, quietly)
    assert begun < set(Order.objects.values_list("number", flat=True))
    assert is_done()
    books.assert_right()


def test_who_pays_while_the_past_is_told_pays_today(ben: User, lamp: Listing) -> None:
    """The visitor's bank has answered, and the seeding meets the message in the inbox."""
    placed = doings.place(ben, lamp)
    operation, _ = paying.begin(placed.pk, by=ben, details={})
    session = provider.open_session(operation.pk, operation.amount, "")
    provider.pay(session, doings.GOOD_CARD)
    assert seed(FEWEST, quietly) == []
    paid_at = placed.orders.get().paid_at
    assert paid_at is not None
    assert clock.real_now() - paid_at < timedelta(minutes=1)
    books.assert_right()


def test_nobody_seeds_while_somebody_walks() -> None:
    with rivals.another_session() as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [walking.WALKER])
        with pytest.raises(walking.AlreadyWalking):
            seed(FEW, quietly)


def _each_of_them_has_orders_and_cases() -> None:
    assert set(states(Order.objects.filter(buyer__email="ben@example.com"))) == {
        "pending_payment", "paid", "partially_shipped", "shipped", "delivered", "completed", "cancelled"
    }  # fmt: skip
    ben = Dispute.objects.filter(claimant__email="ben@example.com")
    assert {"awaiting_seller", "escalated", "resolved"} <= set(states(ben))
    ada = Order.objects.filter(seller__user__email="ada@example.com")
    assert ada.filter(state="paid").count() >= 3
    assert ada.filter(disputes__state="awaiting_seller").exists()
    assert Dispute.objects.filter(state="escalated").count() >= 3
    assert set(Dispute.objects.values_list("decisions__outcome", flat=True)) == {
        None, "refund", "release", "split"
    }  # fmt: skip
    assert Dispute.objects.filter(state="withdrawn").exists()
    assert Dispute.objects.filter(after_release=True, state="escalated").exists()
    assert Rating.objects.revealed().exists()
    assert not Notice.objects.filter(sent_at=None).exists()
    closing = timedelta(hours=24) + clock.now()
    assert Order.objects.filter(
        buyer__email="ben@example.com", lines__hold__release_at__range=(clock.now(), closing)
    ).exists()


def test_enough_similar_cases_are_planned_to_say_how_they_end() -> None:
    now = clock.now()
    begin = now - timedelta(days=75)
    offered = shelves.offers(dict.fromkeys([shop.slug for shop in SELLERS], begin), now, 26)
    planned = [*some_scratched(crowd(offered, begin, now, Scale().others, 100), now)]
    cases = [purchase for purchase in planned if purchase.words >= 0]
    things = {thing.title: thing.seller for thing in LISTINGS}
    assert len(cases) >= precedents.CASES
    assert len({purchase.buyer for purchase in cases}) >= precedents.BUYERS
    assert len({things[purchase.things[0]] for purchase in cases}) >= precedents.SELLERS


def states(rows: object) -> list[str]:
    return list(rows.values_list("state", flat=True))


def test_the_darkroom_prints_what_the_shop_needs() -> None:
    spec = PictureSpec("lamps", "globe", "teal")
    with Darkroom() as room:
        room.order("shot", spec, 0)
        photo = room.take("shot", spec, 0)
    assert Image.open(BytesIO(photo.original)).size == (1000, 1000)
    assert Image.open(photo.copy("card")).size == (480, 480)


def test_whatever_was_chosen_of_a_thing_its_picture_is_found(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    order = doings.buy(ben, factories.shirt(ada, lamp.category))
    assert order.lines.get().title != drawn_of(order) == "Shirt"
