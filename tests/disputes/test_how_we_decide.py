"""How we decide: sentences made from a policy's own data, for every policy there is."""

from copy import deepcopy
from datetime import datetime

import pytest
from django.test import Client

from disputes import clauses, presumptions, published_rules
from disputes.rule_words import TURNS, WHEN
from escrow import policy
from escrow.default_policy import BODY
from escrow.models import Policy
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import doings, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def read(client: Client, address: str = "/how-we-decide/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def another_policy() -> Policy:
    """Policy 2: half the sum from the fund, seven days for the seller, another rule."""
    body = deepcopy(BODY)
    body["amounts"]["EUR"]["proof_c_fund"] = 9_900
    body["windows"]["seller_answer"]["value"] = 96
    body["presumptions"][4] = {"when": "delivered_grade_c", "for": "staff"}
    body["presumptions"].append({"when": "struck_by_lightning", "for": "half_each"})
    return policy.publish(body, number=2)


def test_anybody_reads_every_rule_of_the_policy_in_force(client: Client) -> None:
    page = read(client)
    for rule in published_rules.of(policy.in_force(), "EUR"):
        assert rule.when in page
        for part in rule.parts:
            assert str(part.means) in page
            assert part.range in page


def test_amounts_and_times_are_the_policys_own(client: Client) -> None:
    page = read(client)
    assert "Under €500.00" in page
    assert "Up to €200.00" in page
    assert "says nothing for 72 hours" in page
    assert "Under ¥80,000" in read(client, "/how-we-decide/?currency=JPY")
    assert "Under €500.00" in read(client, "/how-we-decide/?currency=nonsense")


def test_a_new_policy_changes_the_page_and_the_old_one_stays_readable(client: Client) -> None:
    another_policy()
    newest = read(client)
    assert "says nothing for 4 days" in newest
    assert "Up to €200.00" not in newest
    assert "struck_by_lightning" in newest, "a rule we have no words for is not hidden"
    older = read(client, "/how-we-decide/1/")
    assert "Up to €200.00" in older
    assert "older rules of policy 1" in older
    assert client.get("/how-we-decide/7/").status_code == 404


def test_every_rule_of_the_default_policy_has_its_words() -> None:
    codes = {rule["when"] for rule in BODY["presumptions"]}
    assert codes == set(WHEN) == set(clauses.WORDS)
    assert set(TURNS) <= set(BODY["windows"])


def test_a_case_names_the_rule_that_applies_and_links_to_its_own_policy(
    client: Client, ben: User, ada: Seller, lamp: Listing, mallory: User
) -> None:
    order = doings.delivered(ben, lamp)
    case = doings.complain(order)
    another_policy()
    for person in (ben, ada.user):
        client.force_login(person)
        page = read(client, case.get_absolute_url())
        assert "the seller says nothing for 72 hours" in page
        assert "/how-we-decide/1/#complete_evidence_silent_seller" in page
    client.force_login(mallory)
    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_case_that_has_ended_names_no_rule_any_more(
    client: Client, ben: User, lamp: Listing
) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.answer_yes(case)
    client.force_login(ben)
    assert "What our rule says so far" not in read(client, case.get_absolute_url())


@pytest.mark.parametrize(
    ("grade", "amount", "means", "limit"),
    [
        ("A", 4200, "The seller keeps the money.", ""),
        ("B", 4200, "The seller keeps the money.", "Under €500.00"),
        ("B", 60_000, "One of our staff reads the case and decides.", "From €500.00 on"),
        ("C", 4200, "The buyer gets the money back from the guarantee fund.", "Up to €200.00"),
        ("C", 30_000, "One of our staff reads the case and decides.", "Above €200.00"),
        ("D", 4200, "The buyer gets the money back, and the seller pays.", ""),
    ],
)
def test_the_part_of_a_rule_is_that_of_the_sum(
    monday: datetime, ben: User, lamp: Listing, grade: str, amount: int, means: str, limit: str
) -> None:
    lamp.variants.update(price_minor=amount)
    lamp.refresh_from_db()
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    doings.arrive(shipment, grade)
    case = doings.complain(Order.objects.get(), "NR-SCAN")
    rule, part = published_rules.applying(case, presumptions.of(case))
    assert rule.code == f"delivered_grade_{grade.lower()}"
    assert (str(part.means).startswith(means), part.range) == (True, limit)


def test_a_program_reads_the_same_rules(client: Client) -> None:
    another_policy()
    told = client.get("/api/v1/presumptions/1/").json()
    by_code = {rule["code"]: rule for rule in told["presumptions"]}
    weak = by_code["delivered_grade_c"]
    assert weak["limit"] == {"minor": 20_000, "currency": "EUR", "amount": "200.00"}
    assert [(p["favours"], p["paid_by"]) for p in weak["parts"]] == [
        ("buyer", "fund"),
        ("staff", ""),
    ]
    assert (told["policy"], told["hours"]["seller_answer"]) == (1, 72)
    newest = client.get("/api/v1/presumptions/", {"currency": "KWD"}).json()
    assert (newest["policy"], newest["currency"]) == (2, "KWD")
    assert newest["sha256"] == policy.in_force().sha256
    assert client.get("/api/v1/presumptions/7/").status_code == 404


def test_the_page_costs_the_same_whatever_has_happened(
    client: Client, ben: User, lamp: Listing
) -> None:
    little, more = queries.before_and_after(
        client, "/how-we-decide/", lambda: doings.complain(doings.delivered(ben, lamp))
    )
    assert little == more
