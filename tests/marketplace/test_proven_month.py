"""A month's statement proves itself, line by line, to whoever has our keys and days."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from escrow import clock, closing, merkle
from escrow.canonical import canonical
from escrow.models import BookDay
from marketplace import book_pages, buyer_months, proven_month
from marketplace.models import Listing, User
from marketplace.records import keys, statements
from marketplace.records.signing import keys_in, public_of
from sellers.models import Seller
from tests import doings, queries
from tests.cast import MONDAY
from tests.project.files import ROOT
from tests.scenes import Scene, of_the_scene

pytestmark = pytest.mark.django_db
Statement = dict[str, Any]


ben, ada, lamp = map(of_the_scene, ("ben", "ada", "lamp"))


@pytest.fixture(scope="module")
def lived(scene: Scene) -> datetime:
    """March: one order that becomes the seller's, one that goes back; every day is closed."""
    ben, lamp = scene.ben, scene.lamp
    doings.buy(ben, lamp)
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=20)
    doings.delivered(ben, lamp)
    clock.advance(timedelta(days=10))
    closing.close_days()
    assert order.pk
    return MONDAY


def month_of(person: User, code: str = "2026-03") -> Statement:
    scope = buyer_months.scope(person, code, "EUR")
    assert scope is not None
    return json.loads(proven_month.as_file(scope))  # type: ignore[no-any-return]


def sellers_month(seller: Seller, code: str = "2026-03") -> Statement:
    client = client_of(seller.user)
    answer = client.get(reverse("desk_statement_file", args=[code, "json"]))
    assert answer.status_code == 200
    return json.loads(answer.content)  # type: ignore[no-any-return]


def faults(statement: Statement, roots: Any = None) -> list[str]:
    return list(statements.faults(statement, keys.public(), roots))


def bent(statement: Statement, change: Callable[[Statement], Any]) -> Statement:
    """Changed, and signed by us again: what is left to find is what the hashes say."""
    other = copy.deepcopy(statement)
    other.pop("signature")
    change(other)
    return {**other, "signature": keys.signed(statements.FORMAT, canonical(other))}


def test_a_buyers_and_a_sellers_month_are_proven(lived: datetime, ben: User, ada: Seller) -> None:
    for found in (month_of(ben), sellers_month(ada)):
        assert found["lines"]
        assert all(line["proof"] for line in found["lines"])
        assert faults(found) == []
        published = {day["day"]: day for day in book_pages.published(None)["days"]}
        assert faults(found, published) == []


def test_the_sums_are_those_of_the_page(lived: datetime, ben: User, ada: Seller) -> None:
    for found, months in (
        (month_of(ben), buyer_months.months(ben, "EUR")),
        (sellers_month(ada), None),
    ):
        changed = sum(line["change_minor"] for line in found["lines"])
        assert found["opening_minor"] + changed == found["closing_minor"]
        if months:
            march = next(month for month in months if month.code == "2026-03")
            came = [line["change_minor"] for line in found["lines"] if line["change_minor"] > 0]
            assert (march.came.minor, march.came + march.went) == (sum(came), march.change)
            assert (march.opening.minor, march.closing.minor) == (
                found["opening_minor"],
                found["closing_minor"],
            )
    april = month_of(ben, "2026-04")
    assert april["opening_minor"] == month_of(ben)["closing_minor"]


def test_an_empty_month_is_a_statement_too(lived: datetime, mallory: User) -> None:
    found = month_of(mallory)
    assert (found["lines"], found["days"], faults(found)) == ([], [], [])


def test_nobody_elses_money_is_in_it(lived: datetime, ben: User, ada: Seller) -> None:
    owners = {line["posting"]["owner"] for line in sellers_month(ada)["lines"]}
    assert owners == {f"seller:{ada.pk}"}
    for line in month_of(ben)["lines"]:
        assert line["posting"]["account"] in ("escrow", "buyer_balance")


def test_every_changed_word_of_a_line_is_found_and_the_line_is_named(
    lived: datetime, ben: User
) -> None:
    whole = month_of(ben)
    for name, value in whole["lines"][1]["posting"].items():

        def change(other: Statement, name: str = name, value: Any = value) -> None:
            changed = value + 1 if isinstance(value, int) else value[:-1] + "x"
            if name == "at":
                changed = value.replace("09:", "10:")
            other["lines"][1]["posting"][name] = changed

        found = faults(bent(whole, change))
        assert any(fault.startswith("line 2 ") for fault in found), name
        unsigned = copy.deepcopy(whole)
        change(unsigned)
        assert any("the statement: its signature" in fault for fault in faults(unsigned)), name


def test_a_line_that_was_left_out_or_doubled_shows(lived: datetime, ben: User) -> None:
    whole = month_of(ben)
    found = faults(bent(whole, lambda other: other["lines"].pop(0)))
    assert found == ["the statement: opening and all lines are not closing"]
    doubled = faults(bent(whole, lambda other: other["lines"].append(other["lines"][0])))
    assert any("is there twice" in fault for fault in doubled)


def test_a_forged_path_place_nonce_or_root_proves_nothing(lived: datetime, ben: User) -> None:
    whole = month_of(ben)
    changes: list[Callable[[Statement], Any]] = [
        lambda other: other["lines"][0]["proof"].update(
            place=1 - other["lines"][0]["proof"]["place"]
        ),
        lambda other: other["lines"][0]["proof"].update(nonce="00" * 32),
        lambda other: other["lines"][0]["proof"]["path"].reverse(),
        lambda other: other["lines"][0]["proof"]["path"].append("00" * 32),
        lambda other: other["lines"][0]["proof"]["path"].pop(),
        lambda other: other["lines"][0]["proof"].update(day="2026-03-01"),
    ]
    for change in changes:
        found = faults(bent(whole, change))
        assert any(fault.startswith("line 1 ") for fault in found), found


def test_another_root_is_not_the_one_that_was_published(lived: datetime, ben: User) -> None:
    whole = month_of(ben)
    published = {day["day"]: day for day in book_pages.published(None)["days"]}
    first = whole["days"][0]["day"]
    shown = {**published, first: {**published[first], "chained": "00" * 32}}
    assert faults(whole, shown) == [f"day {first}: its root is not the one that was published"]
    assert faults(whole, {})
    wrong = faults(bent(whole, lambda other: other["days"][0].update(root="00" * 32)))
    assert {fault.split(":")[0] for fault in wrong} >= {f"day {first}"}


def test_a_node_never_passes_for_a_leaf(lived: datetime, ben: User) -> None:
    """Second preimage: two hashes one after the other are no line."""
    left, right = merkle.leaf(b"n", b"a"), merkle.leaf(b"n", b"b")
    assert merkle.node(left, right) != merkle.leaf(b"", left + right)
    top = merkle.root(merkle.levels([left, right]))
    assert merkle.root_from(merkle.leaf(b"", left + right), 0, 1, []) != top


def test_another_key_signs_nothing_for_us(lived: datetime, ben: User) -> None:
    other = public_of(Ed25519PrivateKey.generate())
    found = list(statements.faults(month_of(ben), [other]))
    assert "the statement" in found[0]
    assert len(found) == 1 + len(month_of(ben)["days"])


def test_what_is_not_closed_yet_says_so(lived: datetime, ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    code = f"{clock.now():%Y-%m}"
    found = faults(month_of(ben, code))
    assert found
    assert all("is not proven yet" in fault for fault in found)
    clock.advance(timedelta(days=1))
    closing.close_days()
    assert faults(month_of(ben, code)) == []


@pytest.mark.parametrize("nonsense", [None, [], {}, {"format": "x"}, "text", 7])
def test_nonsense_is_no_statement(nonsense: Any) -> None:
    assert list(statements.faults(nonsense, []))


def test_others_do_not_make_ones_statement_dearer(
    lived: datetime, ben: User, mallory: User, lamp: Listing
) -> None:
    few = queries.of_deed(lambda: month_of(ben))
    for _ in range(2):
        doings.buy(mallory, lamp)
    clock.advance(timedelta(days=1))
    closing.close_days()
    assert queries.of_deed(lambda: month_of(ben)) == few


def test_the_buyer_has_a_page_and_a_file_and_nobody_else_has_it(
    lived: datetime, ben: User, ada: Seller, mallory: User
) -> None:
    page = client_of(ben).get(reverse("account_statements")).content.decode()
    address = reverse("account_statement_file", args=["2026-03"])
    assert address in page
    answer = client_of(ben).get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert json.loads(answer.content)["lines"]
    assert json.loads(client_of(mallory).get(address).content)["lines"] == []
    program = reverse("api_account_statement", args=["2026-03"])
    assert json.loads(client_of(ben).get(program).content)["lines"]
    assert Client().get(program).status_code == 401
    assert Client().get(address).status_code == 302
    for wrong in ("2026-13", "2099-01", "nonsense"):
        assert (
            client_of(ben).get(reverse("account_statement_file", args=[wrong])).status_code == 404
        )
    desk = client_of(ada.user).get(reverse("desk_statements")).content.decode()
    assert reverse("desk_statement_file", args=["2026-03", "json"]) in desk
    of_program = reverse("api_statement_file", args=["2026-03", "json"])
    assert json.loads(client_of(ada.user).get(of_program).content)["whose"] == "seller"


def test_the_days_are_published_page_by_page(lived: datetime, client: Client) -> None:
    page = client.get(reverse("books")).content.decode()
    newest = BookDay.objects.order_by("-day")[0]
    assert newest.root in page
    assert "?before=" in page
    found = client.get(reverse("book_days")).json()
    assert found["days"][0]["chained"] == newest.chained
    assert keys_in(json.dumps(found)) == keys.public()
    assert bytes(newest.salt).hex() not in json.dumps(found)
    older = client.get(reverse("api_book_days"), {"before": "2026-03-03"}).json()
    assert [day["day"] for day in older["days"]] == ["2026-03-02"]
    assert client.get(reverse("books"), {"before": "nonsense"}).status_code == 200


def test_anybody_checks_it_without_database_or_settings(
    lived: datetime, ben: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, public, roots = (tmp_path / name for name in ("month.json", "keys.json", "days.json"))
    whole = month_of(ben)
    file.write_text(json.dumps(whole))
    public.write_text(json.dumps(keys.published()))
    roots.write_text(json.dumps(book_pages.published(None), default=str))
    assert alone(file, public, roots).returncode == 0
    whole["lines"][0]["posting"]["amount_minor"] -= 1
    file.write_text(json.dumps(whole))
    told = alone(file, public, roots)
    assert (told.returncode, "line 1 " in told.stdout) == (1, True)
    with pytest.raises(SystemExit) as ended:
        call_command("verify_statement", str(file), roots=roots)
    assert ended.value.code == 1
    assert "line 1 " in capsys.readouterr().out


def alone(file: Path, public: Path, roots: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marketplace.records.statements", str(file)]
    nothing = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://127.0.0.1:1/nowhere"}
    named = ["--key", str(public), "--roots", str(roots)]
    return subprocess.run(
        command + named, cwd=ROOT, env=nothing, capture_output=True, text=True, check=False
    )


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
