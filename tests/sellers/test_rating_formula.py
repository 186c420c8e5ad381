"""The shop's rating against figures worked out by hand."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from escrow import clock, policy
from marketplace.models import Category, User
from sellers import rating_formula, shelf_means, standing
from sellers.models import PerformanceFact, Seller, ShelfMean
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday(monday: datetime) -> None:
    """Every age is counted from there."""


def rated(
    seller: Seller, stars: int, buyer: User, days: float = 0, shelf: Category | None = None
) -> PerformanceFact:
    return PerformanceFact.objects.create(
        seller=seller,
        kind="rated",
        reference=f"order:{PerformanceFact.objects.count() + 1}",
        value=stars,
        at=clock.now() - timedelta(days=days),
        buyer=buyer,
        shelf=shelf,
    )


def people(count: int) -> list[User]:
    return [factories.person(f"p{n}@example.com", f"P {n}") for n in range(count)]


def score(seller: Seller) -> rating_formula.Score:
    return rating_formula.of(seller.pk, policy.in_force())


def test_nobody_has_rated_it(ada: Seller) -> None:
    assert (score(ada).rating, score(ada).count) == (None, 0)


def test_one_rating_among_ten_usual_ones(ada: Seller, ben: User) -> None:
    # Nothing is known of the shelf, so 4.00 is usual: (10 x 4 + 1 x 5) / (10 + 1) = 45 / 11
    rated(ada, 5, ben)
    assert score(ada).rating == pytest.approx(45 / 11)
    assert score(ada).rating == pytest.approx(4.0909, abs=0.0001)


def test_old_stars_weigh_half_after_every_180_days(ada: Seller) -> None:
    # Weights: today 1, 180 days 1/2, 360 days 1/4; together 1.75.
    # Stars: 1 x 5 + 1/2 x 3 + 1/4 x 1 = 5 + 1.5 + 0.25 = 6.75.
    # (10 x 4 + 6.75) / (10 + 1.75) = 46.75 / 11.75 = 3.9787
    amy, bo, cy = people(3)
    rated(ada, 5, amy)
    rated(ada, 3, bo, days=180)
    rated(ada, 1, cy, days=360)
    assert score(ada).weight == pytest.approx(1.75)
    assert score(ada).rating == pytest.approx(46.75 / 11.75)
    assert score(ada).rating == pytest.approx(3.9787, abs=0.0001)


def test_of_one_buyer_one_rating_in_ten_days_counts(ada: Seller, ben: User) -> None:
    # Days 24, 20, 15, 14, 1 ago: 24 counts; 20 and 15 are within ten days of it; 14 is ten days
    # after 24 and counts; 1 is thirteen days after 14 and counts. Three of five.
    for days, stars in ((24, 5), (20, 1), (15, 1), (14, 5), (1, 5)):
        rated(ada, stars, ben, days=days)
    weights = [0.5 ** (days / 180) for days in (24, 14, 1)]
    expected = (40 + 5 * sum(weights)) / (10 + sum(weights))
    assert score(ada).count == 3
    assert score(ada).rating == pytest.approx(expected)


def test_many_ratings_by_one_friend_are_one(ada: Seller, cleo: Seller) -> None:
    friend, *others = people(9)
    for _ in range(8):
        rated(ada, 5, friend)
    for person in others:
        rated(cleo, 5, person)
    # (40 + 5) / 11 against (40 + 8 x 5) / 18
    assert score(ada).rating == pytest.approx(45 / 11)
    assert score(cleo).rating == pytest.approx(80 / 18)


def test_what_staff_hide_counts_no_more_and_frees_the_days_around_it(
    ada: Seller, ben: User
) -> None:
    first = rated(ada, 1, ben, days=5)
    rated(ada, 5, ben)
    assert score(ada).rating == pytest.approx((40 + 0.5 ** (5 / 180)) / (10 + 0.5 ** (5 / 180)))
    PerformanceFact.objects.filter(pk=first.pk).update(counts=False)
    assert score(ada).rating == pytest.approx(45 / 11)


def test_it_is_pulled_to_what_is_usual_on_its_shelf(
    ada: Seller, cleo: Seller, ben: User, lamps: Category
) -> None:
    # Twenty ratings of other shops on the shelf: fifteen of 5, five of 4: 95 / 20 = 4.75
    for number, person in enumerate(people(20)):
        rated(cleo, 5 if number < 15 else 4, person, shelf=lamps)
    assert shelf_means.count_again() == 2
    assert ShelfMean.objects.get(shelf=lamps).hundredths == 475
    rated(ada, 3, ben, shelf=lamps)
    # (10 x 4.75 + 3) / 11 = 50.5 / 11 = 4.5909
    assert score(ada).rating == pytest.approx(50.5 / 11)
    shelf_means.count_again()
    # With Ben's: 98 / 21 = 4.6667, kept as 4.67
    assert ShelfMean.objects.get(shelf=lamps).hundredths == 467
    assert ShelfMean.objects.count() == 2


def test_a_shelf_with_few_ratings_is_pulled_to_what_is_usual_everywhere(
    ada: Seller, cleo: Seller, ben: User, lamps: Category
) -> None:
    books = factories.category("books", "Books")
    for person in people(20):
        rated(cleo, 2, person, shelf=books)
    rated(ada, 5, ben, shelf=lamps)
    shelf_means.count_again()
    # Everything: (20 x 2 + 5) / 21 = 2.142857, kept as 2.14; (10 x 2.14 + 5) / 11 = 26.4 / 11
    assert score(ada).rating == pytest.approx(26.4 / 11)
    # Books has its own: (10 x 2.00 + 20 x 2) / 30
    assert score(cleo).rating == pytest.approx(2)


def test_happy_buyers_are_counted_over_a_year(ada: Seller) -> None:
    amy, bo, cy, di = people(4)
    rated(ada, 5, amy)
    rated(ada, 4, bo, days=300)
    rated(ada, 3, cy, days=20)
    rated(ada, 1, di, days=400)
    assert standing.of(ada).positive == pytest.approx(2 / 3)
    assert standing.of(ada).ratings == 4


def test_a_fact_stays_as_it_was_written(ada: Seller, ben: User) -> None:
    rated(ada, 5, ben)
    rows = PerformanceFact.objects.all()
    for change in (lambda: rows.update(value=1), lambda: rows.update(kind="sale")):
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="one_to_five_stars"), transaction.atomic():
        rated(ada, 6, ben)
