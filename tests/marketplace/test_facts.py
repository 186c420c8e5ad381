"""What a shelf asks of a thing: asked on the desk, shown to buyers, laid beside a claim."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from disputes import as_sold
from disputes.models import Dispute
from marketplace.models import Category, CategoryAttribute, Listing, User
from sellers.models import Seller
from tests import doings, factories
from tests.marketplace.test_desk_listings import filled

pytestmark = pytest.mark.django_db
NEW = "/desk/listings/new/"


@pytest.fixture
def asked(lamps: Category) -> Category:
    """The wide shelf asks the material; the part asks the plug, of two, and the height."""
    wide = Category.objects.create(slug="light", name="Light")
    Category.objects.filter(pk=lamps.pk).update(parent=wide)
    wide.attributes.create(code="material", name="Material")
    lamps.attributes.create(code="plug", name="Plug", kind="one", choices=["EU", "UK"])
    lamps.attributes.create(code="height", name="Height", kind="number", unit="cm")
    lamps.refresh_from_db()
    return lamps


def said(**facts: str) -> dict[str, str]:
    names = ("material", "plug", "height", "others")
    return {f"fact-{name}": facts.get(name, "") for name in names}


def test_what_the_shelf_asks_is_said_and_shown(
    client: Client, ada: Seller, asked: Category
) -> None:
    client.force_login(ada.user)
    facts = said(material="Brass", plug="UK", height="42,5", others="Bulb: E27\nCare: dust it")
    client.post(NEW, filled(asked) | facts)
    lamp = Listing.objects.get()
    assert lamp.attributes == {
        "Material": "Brass",
        "Plug": "UK",
        "Height": "42,5",
        "Bulb": "E27",
        "Care": "dust it",
    }
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "<dt>Material</dt><dd>Brass</dd>" in page


def test_another_shelf_asks_other_facts_and_keeps_what_was_typed(
    client: Client, ada: Seller, asked: Category
) -> None:
    client.force_login(ada.user)
    assert 'name="fact-plug"' not in client.get(NEW).content.decode()
    alone = {"asked_of": "shelf", "category": asked.pk, "fact-material": "Tin"}
    page = client.get(NEW, alone).content.decode()
    assert 'name="fact-plug"' in page
    assert 'value="Tin"' in page
    more = client.post(NEW, filled(asked, more="1", title="Lantern") | said(height="7"))
    assert 'value="Lantern"' in more.content.decode()
    assert 'name="fact-height" value="7"' in more.content.decode()
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (said(plug="US"), "Select a valid choice"),
        (said(height="tall"), "Write a number"),
        (said(others="no colon"), "on a line of its own"),
        (said(others="Long: " + "x" * 121), "too long"),
    ],
)
def test_what_cannot_be_gets_a_sentence(
    client: Client, ada: Seller, asked: Category, facts: dict[str, str], sentence: str
) -> None:
    client.force_login(ada.user)
    page = client.post(NEW, filled(asked) | facts).content.decode()
    assert sentence in page
    assert "Folded by hand." in page
    assert not Listing.objects.exists()


def test_what_was_said_before_the_shelf_asked_stays(
    client: Client, ada: Seller, asked: Category, lamp: Listing
) -> None:
    Listing.objects.filter(pk=lamp.pk).update(attributes={"Plug": "US", "Bulb": "E14"})
    client.force_login(ada.user)
    page = client.get(f"/desk/listings/{lamp.pk}/")
    facts = page.context["form"].facts
    assert (facts["plug"].value(), facts["others"].value()) == ("US", "Bulb: E14")
    client.post(f"/desk/listings/{lamp.pk}/", filled(asked) | said(plug="US", others="Bulb: E14"))
    lamp.refresh_from_db()
    assert lamp.attributes == {"Plug": "US", "Bulb": "E14"}


def test_a_claim_is_laid_beside_what_was_sold(
    monday: datetime, client: Client, ben: User, ada: Seller, asked: Category
) -> None:
    shirt = factories.shirt(ada, asked)
    Listing.objects.filter(pk=shirt.pk).update(attributes={"Material": "Linen"})
    order = doings.delivered(ben, shirt)
    line = order.lines.get()
    facts = {fact.name: fact.is_claimed for fact in as_sold.facts_of(line, "material")}
    assert facts == {"Condition": False, "Size": False, "Colour": False, "Material": True}
    assert [fact.name for fact in as_sold.facts_of(line, "size") if fact.is_claimed] == ["Size"]
    asked.parent.attributes.update(name="Stoff")  # type: ignore[union-attr]
    assert any(fact.is_claimed for fact in as_sold.facts_of(line, "material"))
    case = doings.complain_for(order, "refund", "ND-VARIANT")
    Dispute.objects.update(facts={**case.facts, "attribute": "material"})
    client.force_login(ben)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<dt>Material</dt><dd>Linen" in page
    assert "said to be different" in page


@pytest.mark.parametrize("wrong", [{"kind": "one", "choices": []}, {"code": "plug"}])
def test_the_database_refuses_a_choice_of_nothing_and_a_fact_asked_twice(
    asked: Category, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryAttribute.objects.create(**({"category": asked, "code": "x", "name": "X"} | wrong))
