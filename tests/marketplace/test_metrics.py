"""What Prometheus reads: the right figures, for those who may, at a cost that does not grow."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from disputes.metrics import open_cases
from escrow import heartbeats
from escrow.tasks import prove_books
from marketplace import metrics
from marketplace.models import Listing, User
from tests import doings
from tests.project.files import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


def scraped(**how: str) -> dict[str, float]:
    answer = Client().get("/metrics", **how)
    assert answer.status_code == 200
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_the_figures_are_those_of_the_shop(ben: User, lamp: Listing, monday: datetime) -> None:
    heartbeats.beat(heartbeats.CLOCK)
    prove_books()
    doings.complain(doings.delivered(ben, lamp))
    released = doings.delivered(ben, lamp)
    Client().get("/there/is/nothing/here/")
    client = Client()
    client.force_login(ben)
    client.post(f"/orders/{released.number}/receipt/")
    found = scraped()
    assert found["holdfast_held_money[EUR]"] == 46.9
    assert found["holdfast_open_cases[awaiting_seller]"] == 1
    assert found["holdfast_releases_last_hour"] == 1
    assert found["holdfast_notices_unsent"] > 0
    assert found["holdfast_books_differences"] == 0
    assert found["holdfast_heard_seconds_ago[clock]"] < 60
    assert found["holdfast_queue_depth[files]"] == 0
    assert found["holdfast_figures_missing"] == 0
    assert found["holdfast_requests_total[POST][receipt][302]"] >= 1
    assert found["holdfast_requests_total[GET][none][404]"] >= 1


def test_what_cannot_be_read_hides_nothing_else() -> None:
    found = scraped()
    assert found["holdfast_figures_missing"] == 2, "nobody has proved the books yet"
    assert found["holdfast_overdue_seconds"] == 0


def test_a_stranger_is_told_nothing(settings: Settings) -> None:
    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    assert Client().get("/metrics", **stranger).status_code == 404
    assert Client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    empty = Client().get("/metrics", headers={"Authorization": "Bearer "}, **stranger)
    assert empty.status_code == 404
    settings.HOLDFAST_METRICS_TOKEN = "only-for-prometheus"
    for said, status in (("Bearer only-for-prometheus", 200), ("Bearer other", 404)):
        answer = Client().get("/metrics", headers={"Authorization": said}, **stranger)
        assert answer.status_code == status


def test_a_scrape_asks_as_much_of_many_orders_as_of_few(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    counts = [asked()]
    for _ in range(3):
        doings.delivered(ben, lamp)
    counts.append(asked())
    assert counts[0] == counts[1]


def asked() -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        for figure in metrics.FIGURES:
            if not figure.name.startswith("books"):
                figure.family()
    return len(queries)


def test_open_cases_are_all_named_also_where_there_is_none() -> None:
    assert set(open_cases().values()) == {0.0}


def test_every_alert_and_every_line_of_the_page_names_a_figure_that_there_is() -> None:
    known = {f"holdfast_{figure.name}" for figure in metrics.FIGURES}
    known |= {"holdfast_figures_missing", "holdfast_requests_total", "holdfast_request_seconds"}
    for page in (ROOT / "deploy" / "alerts.yml", ROOT / "docs" / "watching.md"):
        said = set(re.findall(r"\bholdfast_[a-z_]+", page.read_text()))
        assert {name.removesuffix("_bucket") for name in said} <= known
    assert known <= set(re.findall(r"\bholdfast_[a-z_]+", (ROOT / "docs/watching.md").read_text()))
