"""An order keeps the policy it was sold under, whatever is published later."""

import copy
from datetime import datetime, timedelta

import pytest

from escrow import clock, policy
from escrow.default_policy import BODY
from marketplace.models import Listing, User
from tests import doings

pytestmark = pytest.mark.django_db


def test_a_longer_window_published_later_does_not_change_a_paid_order(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    body = copy.deepcopy(BODY)
    body["windows"]["hold_standard"]["value"] = 14 * 24
    policy.publish(body, number=2)
    doings.arrive(doings.send(order))
    hold = order.lines.get().hold
    assert hold.release_at == clock.now() + timedelta(days=7)
    assert order.policy_sha256 == policy.fingerprint(BODY)
