"""Programs bring evidence by the same story, and read in what state it is."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from rest_framework.test import APIClient

from disputes import evidence
from disputes.models import Dispute
from marketplace.models import Listing, User
from tests import corpus, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


def program(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def send(person: User, case: Dispute, *contents: bytes) -> Any:
    files = [BytesIO(content) for content in contents]
    for number, file in enumerate(files):
        file.name = f"{number}.jpg"
    return program(person).post(f"/api/v1/disputes/{case.pk}/evidence/", {"photos": files})


def listed(person: User, case: Dispute) -> list[dict[str, Any]]:
    return program(person).get(f"/api/v1/disputes/{case.pk}/").json()["evidence"]


def test_it_is_checking_and_then_ready(case: Dispute, ben: User) -> None:
    answer = send(ben, case, corpus.phone_jpeg(), corpus.pdf(3))
    assert answer.status_code == 200
    assert [one["state"] for one in answer.json()["evidence"]] == ["checking"] * 3
    doings.check_files()
    _, photo, paper = sorted(listed(ben, case), key=lambda one: (one["name"], one["kind"]))[::-1]
    assert {one["state"] for one in listed(ben, case)} == {"ready"}
    kinds = {one["kind"]: len(one["pages"]) for one in (photo, paper)}
    assert kinds == {"photo": 1, "pdf": 3}
    page = program(ben)
    page.force_login(ben)
    for address in paper["pages"] + photo["pages"]:
        assert page.get(address).headers["Content-Type"] == "image/jpeg"


def test_one_that_cannot_be_taken_says_why_by_code_and_in_words(case: Dispute, ben: User) -> None:
    send(ben, case, corpus.truncated())
    doings.check_files()
    [bad] = [one for one in listed(ben, case) if one["state"] == "refused"]
    assert bad["refusal"] == "broken"
    assert bad["sentence"].startswith("“0.jpg” is damaged")
    assert bad["pages"] == []
    assert len(listed(case.order.seller.user, case)) == 1


@pytest.mark.parametrize("content", [b"", corpus.SVG, corpus.png_bomb()])
def test_what_is_no_picture_at_all_is_refused_at_once(
    case: Dispute, ben: User, content: bytes
) -> None:
    answer = send(ben, case, content)
    assert answer.status_code in (400, 409)
    assert answer.json()["code"] in ("bad_file", "invalid")
    assert case.evidence.count() == 1


def test_two_hundred_files_are_too_many(case: Dispute, ben: User) -> None:
    assert send(ben, case, *[b"x"] * 200).status_code == 400
    assert case.evidence.count() == 1


def test_what_was_withdrawn_is_not_listed(case: Dispute, ben: User) -> None:
    evidence.withdraw(case.evidence.get(), by=ben)
    assert listed(ben, case) == []
