"""Carriers tell us of parcels: by signed messages, by a file, and in the demo."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from standardwebhooks.webhooks import Webhook

from disputes.models import ReturnScan
from escrow import clock
from marketplace import carrier_inbox, carriers, coverage_meter, fulfilment, tracking_numbers
from marketplace.models import CarrierMessage, CarrierMessageOutcome, Listing, Order, Shipment, User
from sellers.models import Seller
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

OLD, NEW = (
    f"whsec_{base64.b64encode(word * 3).decode()}" for word in (b"old-secret", b"new-secret")
)


@pytest.fixture(autouse=True)
def secrets(settings: Any) -> None:
    settings.HOLDFAST_CARRIER_SECRETS = {"kelp-post": f"{OLD} {NEW}", "tern-express": NEW}


def sent(order: Order, number: str = "KP 123", **how: Any) -> Shipment:
    how = {"carrier": "Kelp Post", **how}
    return fulfilment.mark_shipped(
        order.number, by=order.seller.user, tracking_number=number, **how
    )


def said(kind: str = "in_transit", number: str = "KP123", **more: str) -> dict[str, str]:
    return {"tracking_number": number, "kind": kind, "at": clock.now().isoformat(), **more}


def tell(
    client: Client,
    words: Any,
    *,
    event: str = "evt_1",
    secret: str = NEW,
    carrier: str = "kelp-post",
    age: timedelta = timedelta(),
    body: bytes | None = None,
) -> int:
    """A message as a carrier sends it; `body` is what arrives, if somebody changed it on the way."""
    text = json.dumps(words)
    when = clock.real_now() - age
    headers = {
        "webhook-id": event,
        "webhook-timestamp": str(int(when.timestamp())),
        "webhook-signature": Webhook(secret).sign(event, when, text),
    }
    return client.post(
        f"/webhooks/carriers/{carrier}/",
        body or text.encode(),
        content_type="application/json",
        headers=headers,
    ).status_code


def outcome(event: str = "evt_1") -> str:
    return CarrierMessageOutcome.objects.get(message__event_id=event).outcome


def test_a_message_is_stored_first_and_acted_on_later(
    client: Client, ben: User, lamp: Listing
) -> None:
    parcel = sent(doings.buy(ben, lamp))
    assert tell(client, said("delivered", proof="signature", postcode="10435")) == 200
    parcel.refresh_from_db()
    assert parcel.state == "dispatched"
    assert carrier_inbox.process() == 1
    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof_grade) == ("delivered", "A")
    assert outcome() == "recorded"
    meter = coverage_meter.of(Order.objects.get(pk=parcel.order_id))
    assert meter is not None
    assert meter.state == "met"
    books.assert_right()


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_both_secrets_count_while_they_change(client: Client, secret: str) -> None:
    assert tell(client, said(), secret=secret) == 200


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "whsec_" + base64.b64encode(b"guessed").decode()},
        {"age": timedelta(minutes=6)},
        {"age": timedelta(minutes=-6)},
        {"body": b'{"tracking_number": "KP123", "kind": "delivered"}'},
        {"body": b"\xff\xfe"},
        {"carrier": "tern-express", "secret": OLD},
    ],
)
def test_what_is_forged_old_or_changed_is_refused_and_not_kept(
    client: Client, how: dict[str, Any]
) -> None:
    assert tell(client, said(), **how) == 400
    assert not CarrierMessage.objects.exists()


def test_without_a_signature_and_from_a_carrier_without_secrets(client: Client) -> None:
    assert client.post("/webhooks/carriers/kelp-post/").status_code == 400
    assert client.post("/webhooks/carriers/dhl/").status_code == 404
    assert client.get("/webhooks/carriers/kelp-post/").status_code == 405
    headers = {"webhook-id": "x", "webhook-timestamp": "nan", "webhook-signature": "v1"}
    assert client.post("/webhooks/carriers/kelp-post/", headers=headers).status_code == 400


def test_a_replayed_message_is_answered_and_counts_once(
    client: Client, ben: User, lamp: Listing
) -> None:
    parcel = sent(doings.buy(ben, lamp))
    assert [tell(client, said()) for _ in range(3)] == [200, 200, 200]
    carrier_inbox.process()
    carrier_inbox.process()
    assert CarrierMessage.objects.count() == parcel.events.count() == 1


def test_a_late_scan_never_undoes_a_delivery_and_better_proof_is_taken(
    client: Client, ben: User, lamp: Listing
) -> None:
    parcel = sent(doings.buy(ben, lamp))
    tell(client, said("delivered", proof="postcode"), event="a")
    carrier_inbox.process()
    hold = parcel.order.lines.get().hold
    late = {**said("in_transit"), "at": (clock.now() - timedelta(hours=5)).isoformat()}
    tell(client, late, event="b")
    tell(client, said("lost"), event="c")
    tell(client, said("delivered", proof="photo"), event="d")
    carrier_inbox.process()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof_grade) == ("delivered", "B")
    after = parcel.order.lines.get().hold
    assert (after.state, after.release_at) == (hold.state, hold.release_at)
    tell(client, said("delivered", proof="postcode"), event="e")
    carrier_inbox.process()
    parcel.refresh_from_db()
    assert parcel.proof_grade == "B"


def test_an_unknown_parcel_is_kept_and_found_when_its_seller_names_it(
    client: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    tell(client, said("in_transit"))
    assert carrier_inbox.process() == 0
    assert outcome() == ""
    parcel = sent(order, number="")
    tracking_numbers.give_number(
        order.number, parcel.pk, by=order.seller.user, tracking_number="kp-123"
    )
    assert carrier_inbox.process() == 1
    parcel.refresh_from_db()
    assert parcel.state == "in_transit"


def test_nobody_ever_names_it(client: Client, sofia: User) -> None:
    tell(client, said("in_transit"))
    tries = 0
    for _ in range(15):
        carrier_inbox.process()
        clock.advance(timedelta(days=1))
        tries += 1
    assert outcome() == "unknown parcel"
    assert CarrierMessageOutcome.objects.get().tries == tries


def test_staff_see_what_belongs_to_no_parcel(client: Client, db: None) -> None:
    tell(client, said("in_transit"))
    tell(client, ["no object"], event="evt_2")
    carrier_inbox.process()
    User.objects.create_superuser("root@example.com", "x", name="Root")
    client.force_login(User.objects.get(email="root@example.com"))
    where = "/admin/marketplace/carriermessageoutcome/"
    waiting = client.get(where, {"stands": "waits"}).content.decode()
    assert "evt_1" in waiting
    assert "evt_2" not in waiting
    assert "unreadable: no object" in client.get(where, {"stands": "trouble"}).content.decode()
    row = CarrierMessageOutcome.objects.get(message__event_id="evt_1")
    assert "KP123" in client.get(f"{where}{row.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"kind": "eaten"}, "kind is none"),
        ({"at": "soon"}, "at is no moment"),
        ({"proof": "promise"}, "proof is none"),
        ({"tracking_number": " - "}, "tracking_number is missing"),
        ({"place": 7}, "place is no text"),
        ({"place": "x" * 81}, "place is too long"),
    ],
)
def test_what_cannot_be_read_says_why(client: Client, words: dict[str, Any], why: str) -> None:
    tell(client, {**said(), **words})
    assert carrier_inbox.process() == 1
    assert outcome().startswith(f"unreadable: {why}")


def test_delivered_elsewhere_proves_nothing(client: Client, ben: User, lamp: Listing) -> None:
    """A seller may write down a number that somebody else's parcel has."""
    parcel = sent(doings.buy(ben, lamp))
    tell(client, said("delivered", proof="signature", postcode="20095"))
    carrier_inbox.process()
    parcel.refresh_from_db()
    assert parcel.proof_grade == "D"
    hold = parcel.order.lines.get().hold
    assert hold.release_at >= parcel.order.promised_by + timedelta(days=14)


def test_a_number_that_was_delivered_long_before_says_nothing_of_a_new_parcel(
    client: Client, ben: User, lamp: Listing
) -> None:
    parcel = sent(doings.buy(ben, lamp))
    before = {**said("delivered"), "at": (clock.now() - timedelta(days=9)).isoformat()}
    tell(client, before)
    carrier_inbox.process()
    parcel.refresh_from_db()
    assert (parcel.state, outcome()) == ("dispatched", "")


def test_two_shops_with_one_number_are_for_staff(
    client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    parcels = [sent(doings.buy(ben, thing)) for thing in (lamp, bowl)]
    tell(client, said("delivered"))
    carrier_inbox.process()
    assert outcome() == "claimed by several shops"
    assert [parcel.events.count() for parcel in parcels] == [0, 0]


def test_two_orders_in_one_parcel_both_arrive(client: Client, ben: User, lamp: Listing) -> None:
    parcels = [sent(doings.buy(ben, lamp)) for _ in range(2)]
    tell(client, said("delivered"))
    carrier_inbox.process()
    for parcel in parcels:
        parcel.refresh_from_db()
        assert parcel.state == "delivered"


def test_a_return_is_followed_too(client: Client, ben: User, lamp: Listing) -> None:
    case = doings.posted_back(doings.delivered(ben, lamp))
    tell(client, said("delivered", number="KR1"))
    carrier_inbox.process()
    assert outcome() == "recorded"
    assert ReturnScan.objects.get(of_return__dispute=case).kind == "delivered"
    assert case.returns.get().state == "delivered_to_seller"


def test_what_a_carrier_said_is_never_changed(client: Client) -> None:
    tell(client, said())
    for deed in ("UPDATE {} SET body = ''", "DELETE FROM {}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed.format("marketplace_carriermessage"))


FILE = """carrier,tracking_number,kind,at,place,postcode,proof
Kelp Post,KP123,in_transit,2026-03-02T10:00:00Z,Leipzig,,
kelp-post,KP123,delivered,2026-03-02T12:00:00Z,Berlin,10435,photo
Nobody,KP123,delivered,2026-03-02T12:00:00Z,,,
Kelp Post,KP123,delivered,yesterday,,,
"""


def test_by_a_file_row_by_row_and_once(
    ben: User, lamp: Listing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parcel = sent(doings.buy(ben, lamp))
    clock.advance(timedelta(hours=6))
    path = tmp_path / "scans.csv"
    path.write_text(FILE)
    with pytest.raises(CommandError, match="2 rows are wrong"):
        call_command("import_tracking", path, "--dry-run")
    assert not CarrierMessage.objects.exists()
    with pytest.raises(CommandError):
        call_command("import_tracking", path)
    told = capsys.readouterr().out
    assert "2 new, 0 known, 2 acted on." in told
    assert "Row 4: carrier “Nobody” is not known" in told
    assert "Row 5: at is no moment" in told
    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof_grade) == ("delivered", "B")
    with pytest.raises(CommandError):
        call_command("import_tracking", path)
    assert "0 new, 2 known" in capsys.readouterr().out


def test_the_demos_carrier_comes_through_the_same_door(
    ben: User, lamp: Listing, settings: Any
) -> None:
    settings.HOLDFAST_DEMO = True
    settings.HOLDFAST_CARRIER_SECRETS = {}
    parcel = sent(doings.buy(ben, lamp))
    unnumbered = sent(doings.buy(ben, lamp), number="")
    clock.advance(timedelta(days=8))
    assert carriers.play() == 10
    assert CarrierMessageOutcome.objects.filter(outcome="recorded").count() == 5
    for each in (parcel, unnumbered):
        each.refresh_from_db()
        assert (each.state, each.events.count()) == ("delivered", 5)
    assert parcel.delivered_postcode == "10435"


def test_other_shops_orders_stay_where_they_are(
    client: Client, ben: User, lamp: Listing, cleo: Seller, bowl: Listing
) -> None:
    mine, theirs = sent(doings.buy(ben, lamp)), sent(doings.buy(ben, bowl), number="KP9")
    tell(client, said("delivered"))
    carrier_inbox.process()
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.state, theirs.state) == ("delivered", "dispatched")
