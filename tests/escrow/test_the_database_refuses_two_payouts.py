"""Raw SQL as the application's role: a seller's money never leaves twice."""

from datetime import datetime

import pytest

from marketplace.models import Listing, User
from tests import doings
from tests.escrow.test_the_database_refuses import refused

pytestmark = pytest.mark.django_db


def test_one_payout_at_a_time(monday: datetime, ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.pay_out(lamp.seller, leave=2000)
    copy = """INSERT INTO escrow_payout SELECT (jsonb_populate_record(p, jsonb_build_object(
              'id', gen_random_uuid(), 'state', 'assembling'))).* FROM escrow_payout p"""
    assert "one_payout_at_a_time" in refused(copy)


def test_one_call_at_a_time_for_a_payout(monday: datetime, ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.pay_out(lamp.seller)
    copy = """INSERT INTO escrow_operation SELECT (jsonb_populate_record(o, jsonb_build_object(
              'id', gen_random_uuid()))).* FROM escrow_operation o WHERE kind = 'payout'"""
    assert "one_call_at_a_time" in refused(copy)
