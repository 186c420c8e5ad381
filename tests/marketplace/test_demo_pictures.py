"""The demo shop's pictures and catalogue: the same every time, and nothing missing."""

from collections import Counter
from itertools import combinations

import pytest

from marketplace.demo import people
from marketplace.demo.catalogue import CATEGORIES, DISPUTES, LISTINGS, REVIEWS, SELLERS, listings_of
from marketplace.demo.pictures import draw, draw_banner, draw_damage
from marketplace.demo.pictures.families import FAMILIES
from marketplace.demo.pictures.palette import BACKDROPS, COLOURS, SECOND_SET

pytestmark = pytest.mark.slow

FIRST = {family: [x for x in LISTINGS if x.picture.family == family] for family in FAMILIES}


@pytest.mark.parametrize("shot", [0, 1, 2, 3])
def test_the_same_spec_gives_the_same_picture(shot):
    spec = FIRST["lamps"][0].picture
    assert draw(spec, shot).tobytes() == draw(spec, shot).tobytes()


@pytest.mark.parametrize("category", FIRST)
def test_every_family_draws_a_square_photograph(category):
    picture = draw(FIRST[category][0].picture, 0)
    assert picture.size == (1000, 1000)
    assert picture.mode == "RGB"


@pytest.mark.parametrize("category", FIRST)
def test_two_listings_of_a_category_look_different(category):
    first, second = (draw(listing.picture, 0) for listing in FIRST[category][:2])
    assert first.tobytes() != second.tobytes()


def test_no_two_listings_share_a_picture():
    specs = Counter(listing.picture for listing in LISTINGS)
    assert [spec for spec, count in specs.items() if count > 1] == []


def test_the_shots_of_a_listing_differ():
    shots = [draw(FIRST["ceramics"][1].picture, shot).tobytes() for shot in range(4)]
    assert all(a != b for a, b in combinations(shots, 2))


@pytest.mark.parametrize("kind", ["broken", "stained", "scratched", "wrong"])
def test_damage_is_photographed_the_same_every_time(kind):
    spec = FIRST["ceramics"][1].picture
    picture = draw_damage(spec, kind)
    assert picture.size == (1000, 1000)
    assert picture.tobytes() == draw_damage(spec, kind).tobytes()


def test_a_shop_has_a_wide_banner():
    assert draw_banner(SELLERS[0]).size == (1600, 500)


def test_the_catalogue_fills_a_shop():
    """Twelve shops and more, three hundred things, twenty shelves with something on each."""
    assert len(SELLERS) >= 12
    assert len(LISTINGS) >= 300
    filled = Counter(listing.category for listing in LISTINGS)
    assert len(filled) >= 20
    assert min(filled.values()) >= 4
    assert all(category.wide or category.line for category in CATEGORIES)


def test_every_listing_belongs_to_a_seller_and_a_category():
    sellers = {seller.slug: seller for seller in SELLERS}
    for listing in LISTINGS:
        assert listing.picture.family in sellers[listing.seller].categories, listing.title
        assert listing.category in {category.slug for category in CATEGORIES}


def test_every_seller_sells_something():
    assert all(listings_of(seller.slug) for seller in SELLERS)


def test_titles_and_slugs_are_unique():
    for names in (
        [x.title for x in LISTINGS],
        [x.slug for x in SELLERS],
        [x.slug for x in CATEGORIES],
    ):
        assert len(names) == len(set(names))


def test_numbers_make_sense():
    for listing in LISTINGS:
        assert 450 <= listing.price <= 89000, listing.title
        assert 1 <= listing.stock <= 40, listing.title
        assert listing.grams > 0, listing.title
        assert 1 <= listing.photos <= 4, listing.title
        assert listing.condition in {"new", "used", "handmade", "vintage"}, listing.title
    assert all(1 <= seller.handling_days <= 5 for seller in SELLERS)
    assert sum(seller.opens_late for seller in SELLERS) == 1


def test_every_picture_asks_for_things_that_can_be_drawn():
    for listing in LISTINGS:
        spec = listing.picture
        assert spec.shape in FAMILIES[spec.family], listing.title
        assert {spec.main, spec.second} <= set(COLOURS), listing.title
        assert spec.backdrop in BACKDROPS, listing.title
    assert set(SECOND_SET) == set(BACKDROPS)


def test_people_have_their_own_addresses():
    emails = [
        *(b.email for b in people.BUYERS),
        *(s.email for s in people.STAFF),
        *(s.email for s in SELLERS),
    ]
    assert len(emails) == len(set(emails))
    assert all(email.endswith("@example.com") for email in emails)
    assert people.SELLER_EMAIL in emails
    assert len(people.BUYERS) >= 12


def test_there_are_words_for_reviews_and_disputes():
    assert sum(len(texts) for texts in REVIEWS.values()) >= 40
    assert set(REVIEWS) == {2, 3, 4, 5}
    assert {story.reason for story in DISPUTES} == {
        "ND-DAMAGED", "ND-DEFECT", "ND-WRONG", "ND-MISSING", "ND-DESCRIPTION", "NR-LOST",
    }  # fmt: skip
