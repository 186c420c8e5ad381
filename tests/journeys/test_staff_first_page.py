"""The first page of the staff desk, and the box in which anything is found."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from disputes import finding, staff_waits
from disputes.models import Dispute
from escrow import clock
from escrow.models import Deadline, Payment
from marketplace.models import Listing, ListingReport, User
from sellers.models import Seller
from tests import doings, factories
from tests.queries import before_and_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def agent(db: None) -> User:
    return with_role("agent")


def with_role(role: str) -> User:
    person = factories.person(f"{role}@example.com", role.title(), is_staff=True)
    person.groups.set(Group.objects.filter(name=role))
    return person


def escalated(ben: User, lamp: Listing) -> Dispute:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.let_pass(days=4)
    case.refresh_from_db()
    return case


def reported(lamp: Listing, by: User) -> ListingReport:
    return ListingReport.objects.create(listing=lamp, by=by, reason="unsafe", at=clock.now())


def test_an_agent_sees_what_waits_the_most_urgent_first(
    client: Client, agent: User, ben: User, lamp: Listing
) -> None:
    reported(lamp, ben)
    escalated(ben, lamp)
    client.force_login(agent)
    page = client.get("/admin/").content.decode()
    assert "This waits for you, Agent" in page
    assert page.index("Reported listings") < page.index("Cases that nobody has")
    assert "the oldest since" in page
    assert "the first by" in page
    assert "Money" not in [str(group["title"]) for group in client.get("/admin/").context["groups"]]


def test_with_nothing_to_do_it_says_so(client: Client, agent: User) -> None:
    client.force_login(agent)
    assert "Nothing waits for you" in client.get("/admin/").content.decode()


def test_what_one_may_not_do_does_not_wait(ben: User, lamp: Listing) -> None:
    reported(lamp, ben)
    assert staff_waits.for_person(with_role("finance")) == []
    assert [str(one.title) for one in staff_waits.for_person(with_role("agent"))] == [
        "Reported listings"
    ]


def test_it_costs_no_more_with_more_to_do(
    client: Client, agent: User, ben: User, ada: Seller, lamp: Listing
) -> None:
    reported(lamp, ben)
    client.force_login(agent)

    def more() -> None:
        for number in range(6):
            reported(factories.listing(ada, lamp.category, f"Lamp {number}"), ben)

    little, much = before_and_after(client, "/admin/", more)
    assert much == little


def test_an_order_is_found_by_its_number_as_people_write_it(
    client: Client, agent: User, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(agent)
    found = client.get(reverse("admin:find"), {"q": f" {order.number.lower()} "})
    assert found.headers["Location"] == f"/admin/marketplace/order/{order.pk}/change/"
    assert client.get(found.headers["Location"]).status_code == 200


def test_a_shop_by_how_its_name_begins_and_a_person_by_their_address(
    ada: Seller, ben: User
) -> None:
    senior = with_role("senior")
    assert [one.name for one in finding.look("ada's", senior)] == ["Ada's Lamps"]
    assert [one.name for one in finding.look("BEN@example.com", senior)] == ["Ben Okafor"]
    assert finding.look("ben", senior) == []


def test_what_one_may_not_read_is_not_found(agent: User, ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    key = str(Payment.objects.get().pk)
    assert finding.look(key, agent) == []
    assert len(finding.look(key, with_role("finance"))) == 1
    assert finding.look("ben@example.com", agent) == []


def test_nothing_found_says_what_to_type(client: Client, agent: User) -> None:
    client.force_login(agent)
    for term in ("nothing", "", "\0", "9" * 60):
        page = client.get(reverse("admin:find"), {"q": term})
        assert page.status_code == 200
        assert "whole number of an order" in page.content.decode()


def test_finance_sees_what_waits_on_the_money_desk(client: Client) -> None:
    dead = Deadline(subject_type="order", subject_id="1", kind="release", due_at=clock.now())
    dead.state = "dead"
    dead.save()
    client.force_login(with_role("finance"))
    page = client.get("/admin/").content.decode()
    assert "Dead deadlines" in page
    assert "/admin/escrow/deadline/?state__exact=dead" in page
