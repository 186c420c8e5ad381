"""Staff read the audit trail: by thing, person, action and day, a page at a time."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from disputes import viewing
from escrow import audit, clock, reading_trail, sealing, trail_proof
from escrow.models import AuditCheck, AuditEntry
from escrow.reading_trail import Asked
from escrow.story import story
from marketplace.models import Listing, User
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db
PAGE = "/admin/escrow/auditentry/"


@story
def record(person: User | None, action: str, count: int = 1, *, about: User | None = None) -> None:
    for number in range(count):
        audit.record(person, action, about or person, number=number)


@pytest.fixture
def reader(client: Client) -> User:
    person = factories.person("reader@example.com", "Reader", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_auditentry"))
    client.force_login(person)
    return person


def actions(client: Client, **asked: object) -> list[str]:
    rows = client.get(PAGE, asked).context["rows"]
    return [row.action for row, *_ in rows]


def test_it_is_searched_by_thing_person_action_and_day(
    client: Client, reader: User, monday: object, ben: User, mallory: User
) -> None:
    record(ben, "looked")
    doings.let_pass(days=2)
    record(mallory, "pushed", about=ben)
    record(None, "swept", about=mallory)
    assert actions(client) == ["swept", "pushed", "looked"]
    assert actions(client, thing="user", number=ben.pk) == ["pushed", "looked"]
    assert actions(client, person="MALLORY@example.com") == ["pushed"]
    assert actions(client, action="Looked ") == ["looked"]
    assert actions(client, since="2026-03-04") == ["swept", "pushed"]
    assert actions(client, until="2026-03-02", person=ben.email) == ["looked"]
    assert actions(client, person="nobody@example.com") == []


def test_what_is_wrong_in_the_search_is_said_and_kept(client: Client, reader: User) -> None:
    page = client.get(PAGE, {"since": "yesterday", "person": "no address"}).content.decode()
    assert "Enter a valid date." in page
    assert 'value="yesterday"' in page
    assert 'value="no address"' in page


def test_pages_go_on_after_the_last_row_while_new_ones_come(
    client: Client, reader: User, monday: object, ben: User
) -> None:
    """Rows of one instant are told apart by their number, so none is shown twice or left out."""
    record(ben, "looked", 120)
    first = client.get(PAGE, {"action": "looked"})
    record(ben, "looked")
    second = client.get(PAGE + first.context["older"])
    third = client.get(PAGE + second.context["older"])
    seen = [row.pk for page in (first, second, third) for row, *_ in page.context["rows"]]
    assert (len(seen), len(set(seen))) == (120, 120)
    assert third.context["older"] == ""
    assert client.get(PAGE, {"after": "nonsense_x"}).status_code == 200


def test_the_page_asks_the_same_whatever_there_is(client: Client, reader: User, ben: User) -> None:
    record(ben, "looked")
    assert len(set(queries.before_and_after(client, PAGE, lambda: record(ben, "looked", 200)))) == 1


def test_the_page_says_what_is_wrong(client: Client, reader: User) -> None:
    wrong = ["seal 2, row 7: it was removed"]
    AuditCheck.objects.create(
        at=clock.real_now(), seals=3, rows=9, faults=1, first_faults=wrong, head="a" * 64
    )
    page = client.get(PAGE).content.decode()
    assert "The trail was changed behind our back" in page
    assert wrong[0] in page


def test_every_view_of_a_sealed_original_stands_there(
    client: Client, reader: User, monday: object, ben: User, lamp: Listing, sofia: User
) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    seen = case.evidence.first()
    for _ in range(2):
        viewing.open_original(seen.pk, by=sofia)
    rows = client.get(PAGE, {"originals": "on", "thing": "evidence"}).context["rows"]
    assert [row.action for row, *_ in rows] == ["evidence_original_viewed"] * 2
    assert {row.by for row, *_ in rows} == {sofia}


def test_who_may_not_read_it_reads_nothing(client: Client, sofia: User, mallory: User) -> None:
    sofia.user_permissions.remove(*Permission.objects.filter(codename="view_auditentry"))
    client.force_login(sofia)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE + "check/").status_code == 403
    client.force_login(mallory)
    assert client.get(PAGE).status_code == 302


def test_comparing_now_is_asked_for_by_post(client: Client, reader: User) -> None:
    assert client.get(PAGE + "check/").status_code == 403
    page = client.post(PAGE + "check/", follow=True).content.decode()
    assert "Everything is being compared." in page


@pytest.mark.django_db(transaction=True)
def test_each_row_shows_its_seal(client: Client, ben: User) -> None:
    record(ben, "looked", 3)
    sealing.seal(batch=2)
    trail_proof.check()
    record(ben, "looked")
    rows = reading_trail.page(Asked(action="looked")).rows
    assert [row.seal for row in rows] == [None, 2, 1, 1]
    assert AuditEntry.objects.count() == 4
    client.force_login(User.objects.create_superuser("root@example.com"))
    page = client.get(PAGE).content.decode()
    assert "Nothing was changed, removed or slipped in" in page
    assert sealing.head().chained in page


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (Asked(), "Index"),
        (Asked(action="looked"), "Index Cond: ((action)::text = 'looked'"),
        (Asked(thing="order", number="7"), "Index Cond: (((subject_type)::text = 'order'"),
        (Asked(since=date(2026, 3, 2), until=date(2026, 3, 2)), "Index Cond: ((at >= "),
        (Asked(person="reader@example.com"), "Index Cond: (by_id = "),
    ],
)
def test_every_search_goes_by_an_index(reader: User, asked: Asked, condition: str) -> None:
    """A planner without rows would read the little there is; it is asked not to."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = reading_trail._found(asked).order_by("-at", "-pk")[:50].explain()
    assert condition in plan
    assert "Seq Scan" not in plan
