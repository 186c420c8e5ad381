"""What must never be true of a return or a second parcel, tried in raw SQL."""

from datetime import datetime

import pytest
from django.db import Error, connection, transaction

from disputes import returns
from disputes.models import Dispute
from disputes.returns import Label
from marketplace.models import Listing, Order, User
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def refused(sql: str, *values: object) -> str:
    """The name of what refuses it."""
    with (
        pytest.raises(Error) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return str(refusal.value)


def test_a_return_follows_its_edges(order: Order) -> None:
    doings.posted_back(order)
    for state in ("accepted", "waived", "label_due"):
        said = refused("UPDATE disputes_return SET state = %s, ended_at = now()", state)
        assert "in_transit" in said


def test_one_open_return_of_a_case(order: Order) -> None:
    case = doings.agreed(order, "return")
    said = refused(
        "INSERT INTO disputes_return (id, dispute_id, state, postage_by, why_waived, address, "
        "label_code, currency, carrier, tracking_number, approved_at) SELECT gen_random_uuid(), "
        "dispute_id, 'approved', 'seller', '', '', '', 'EUR', '', '', now() FROM disputes_return "
        "WHERE dispute_id = %s",
        case.pk,
    )
    assert "one_open_return_of_a_case" in said


def test_nobody_posts_without_an_address(order: Order) -> None:
    doings.agreed(order, "return")
    said = refused("UPDATE disputes_return SET state = 'awaiting_shipment'")
    assert "nobody_posts_without_an_address" in said


def test_what_is_over_has_an_end_and_what_is_not_has_none(order: Order) -> None:
    doings.to_be_posted(order)
    for change in ("ended_at = now()", "state = 'called_off'"):
        said = refused(f"UPDATE disputes_return SET {change}")
        assert "a_return_that_is_over_has_an_end" in said


def test_scans_weights_and_second_parcels_are_never_changed(
    order: Order, ben: User, lamp: Listing
) -> None:
    case = doings.agreed(order, "return")
    returns.supply_label(case, Label("Hafenstraße 3", "KP-1", None, 900), by=order.seller.user)
    doings.scan_return(case, "accepted")
    doings.sent_again(doings.delivered(ben, lamp))
    for table, change in (
        ("disputes_returnscan", "kind = 'lost'"),
        ("disputes_returnweight", "grams = 1"),
        ("disputes_replacement", "sent_at = now()"),
    ):
        for sql in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            assert refused(sql)
    assert Dispute.objects.count() == 2
