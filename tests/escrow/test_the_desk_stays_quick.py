"""Behind each list of the money desk, its order and its filters stands an index."""

import pytest
from django.db import connection
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
FILTERS = {
    "account": ["", "kind=escrow", "q=seller:7"],
    "journalentry": ["", "q=release:"],
    "hold": ["", "state__exact=frozen", "state__exact=charged_back"],
    "operation": ["", "state__exact=unknown", "kind__exact=contest", "q=sb_1"],
    "paymentevent": ["", "q=evt_1"],
    "payment": ["", "state__exact=disputed"],
    "payout": ["", "state__exact=failed"],
    "refund": ["", "state__exact=bounced"],
    "deadline": ["", "state__exact=dead", "q=7"],
    "reportdifference": ["", "settled_at__isempty=1"],
    "emergencyfreeze": [""],
}
ASKED = [(name, query) for name, queries in FILTERS.items() for query in queries]


@pytest.mark.parametrize(("name", "query"), ASKED, ids=lambda part: part or "all")
def test_a_page_of_it_is_read_from_an_index(client: Client, name: str, query: str) -> None:
    """With the planner's other ways switched off, one that has no index shows itself."""
    client.force_login(factories.finance("fay@example.com"))
    answer = client.get(f"/admin/escrow/{name}/?{query}")
    assert answer.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_incremental_sort = off")
    plan = answer.context["cl"].queryset[:50].explain()
    assert f"Seq Scan on escrow_{name}" not in plan, plan
    if not query.startswith("q="):
        assert "Sort" not in plan, plan
