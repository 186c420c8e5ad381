"""A seller marks many orders as sent at once, on the bench, from a file, or by a program."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace import fulfilment, sending_many
from marketplace.models import Listing, Order, Shipment, User
from marketplace.sending_many import Row
from sellers.models import Seller
from tests import books, doings, factories, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

BENCH, FILE = "/desk/shipments/", "/desk/shipments/file/"


@pytest.fixture
def shade(ada: Seller, lamp: Listing) -> Listing:
    return factories.listing(ada, lamp.category, "Linen shade", stock=90)


@pytest.fixture
def desk(client: Client, ada: Seller) -> Client:
    client.force_login(ada.user)
    return client


def bought(ben: User, listing: Listing, many: int) -> list[Order]:
    return [doings.buy(ben, listing) for _ in range(many)]


def filled(orders: list[Order], **other: str) -> dict[str, Any]:
    """Every row ticked, with a number of its own."""
    form: dict[str, Any] = {"row": [order.number for order in orders]}
    for place, order in enumerate(orders):
        form[f"{order.number}-chosen"] = "on"
        form[f"{order.number}-carrier"] = "Kelp Post"
        form[f"{order.number}-tracking_number"] = f"KP {place}"
    return {**form, **other}


def states(orders: list[Order]) -> list[str]:
    return [Order.objects.get(pk=order.pk).state for order in orders]


def test_fifty_orders_are_sent_in_one_action(desk: Client, ben: User, shade: Listing) -> None:
    orders = bought(ben, shade, 50)
    page = desk.get(f"{BENCH}?choose=all").content.decode()
    assert page.count("checked") >= 50
    answer = desk.post(BENCH, filled(orders), follow=True)
    assert "50 orders are marked as sent." in answer.content.decode()
    assert set(states(orders)) == {"shipped"}
    assert Shipment.objects.values("tracking_number").distinct().count() == 50
    books.assert_right()


def test_each_order_asks_as_often_however_many_there_are(
    desk: Client, ben: User, ada: Seller, shade: Listing
) -> None:
    def asked(many: int) -> int:
        orders = bought(ben, shade, many)
        rows = [Row(place, o.number, "Kelp Post", "KP") for place, o in enumerate(orders, 1)]
        return queries.of_deed(lambda: sending_many.send(rows, by=ada.user))

    asked(1)
    one = asked(1)
    assert asked(4) == 4 * one


def test_the_bench_asks_as_often_for_six_orders_as_for_two(
    desk: Client, ben: User, shade: Listing
) -> None:
    bought(ben, shade, 2)
    few, many = queries.before_and_after(desk, BENCH, lambda: bought(ben, shade, 4))
    assert few == many


def test_a_wrong_row_says_why_the_good_ones_are_sent_and_nothing_is_lost(
    desk: Client, ben: User, shade: Listing
) -> None:
    orders = bought(ben, shade, 4)
    gone, nameless, unticked, _good = orders
    fulfilment.cancel_by_seller(gone.number, by=shade.seller.user)
    form = filled(orders, **{f"{nameless.number}-carrier": " "})
    del form[f"{unticked.number}-chosen"]
    page = desk.post(BENCH, form).content.decode()
    assert "1 order is marked as sent." in page
    assert "2 orders are not sent" in page
    assert "This order is not waiting to be sent." in page
    assert "Write who carries it." in page
    assert all(f'value="KP {place}"' in page for place in range(3))
    assert 'value="KP 3"' not in page
    assert states(orders) == ["cancelled", "paid", "paid", "shipped"]


def test_twice_sends_once_and_says_so(desk: Client, ben: User, shade: Listing) -> None:
    orders = bought(ben, shade, 2)
    desk.post(BENCH, filled(orders))
    page = desk.post(BENCH, filled(orders)).content.decode()
    assert page.count("This order is not waiting to be sent.") == 2
    assert Shipment.objects.count() == 2


def test_nothing_ticked_is_told_and_keeps_what_was_typed(
    desk: Client, ben: User, shade: Listing
) -> None:
    [order] = bought(ben, shade, 1)
    form = filled([order])
    del form[f"{order.number}-chosen"]
    page = desk.post(BENCH, form).content.decode()
    assert "Tick the orders that you have sent." in page
    assert 'value="KP 0"' in page


def test_another_shops_order_is_neither_shown_nor_sent(
    client: Client, ben: User, shade: Listing, cleo: Seller
) -> None:
    [order] = bought(ben, shade, 1)
    client.force_login(cleo.user)
    assert order.number not in client.get(BENCH).content.decode()
    assert order.number not in client.post(BENCH, filled([order])).content.decode()
    page = client.post(FILE, {"text": f"{order.number},Kelp Post,KP1", "deed": "send"})
    assert "You have no order with this number." in page.content.decode()
    assert states([order]) == ["paid"]


def test_a_file_is_tried_out_first(desk: Client, ben: User, shade: Listing) -> None:
    first, second = bought(ben, shade, 2)
    text = (
        "Tracking number;Order;Carrier\r\n"
        f"KP 1;{first.number.lower()};Kelp Post\r\n\r\n"
        f"KP 2;{second.number};\r\nKP 3;HF-NONE;Kelp Post\r\nKP 4;{first.number};Kelp Post\r\n"
    )
    file = SimpleUploadedFile("sent.csv", b"\xef\xbb\xbf" + text.encode())
    page = desk.post(FILE, {"file": file, "deed": "try"}).content.decode()
    assert "Nothing is sent yet." in page
    assert "I have sent 1 order" in page
    for sentence in ("Write who carries it.", "no order with this number", "stands in row 2"):
        assert sentence in page, sentence
    assert states([first, second]) == ["paid", "paid"]
    kept = f"KP 2;{second.number};\r\n"
    assert kept in page.replace("&#x27;", "'")
    page = desk.post(FILE, {"text": text, "deed": "send"}).content.decode()
    assert "1 order is marked as sent." in page
    assert states([first, second]) == ["shipped", "paid"]
    assert first.shipments.get().tracking_number == "KP 1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no row in it."),
        (b"\xff\xfe\x00bad", "not text in UTF-8"),
        (b"HF-1,Kelp\0Post,KP", "not text in UTF-8"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (b"HF-1,a,b\n" * 1001, "More than 1000 rows"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(
    desk: Client, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("sent.csv", content)
    page = desk.post(FILE, {"file": file, "text": "kept, as typed"}).content.decode()
    assert sentence in page
    assert "kept, as typed" in page


def test_trying_out_says_what_sending_says(ben: User, ada: Seller, shade: Listing) -> None:
    orders = bought(ben, shade, 2)
    fulfilment.cancel_by_seller(orders[0].number, by=ada.user)
    rows = [Row(place, order.number, "Kelp Post") for place, order in enumerate(orders, 1)]
    rows += [Row(3, "HF-NONE", "Kelp Post"), Row(4, "", "Kelp Post"), Row(5, "HF-1", "x" * 41)]
    assert sending_many.try_out(rows, by=ada.user) == sending_many.send(rows, by=ada.user)


def test_programs_send_many_and_may_try_first(desk: Client, ben: User, shade: Listing) -> None:
    orders = bought(ben, shade, 2)
    rows = [{"order": order.number, "carrier": "Kelp Post"} for order in orders]
    rows.append({"order": "HF-NONE", "carrier": "Kelp Post"})
    asked = {"rows": rows, "dry_run": True}
    where, how = "/api/v1/shipments/", {"content_type": "application/json"}
    tried = desk.post(where, asked, **how).json()
    assert states(orders) == ["paid", "paid"]
    done = desk.post(where, {**asked, "dry_run": False}, **how).json()
    assert tried == done
    assert done["good"] == 2
    assert done["rows"][2]["sentence"] == "You have no order with this number."
    assert states(orders) == ["shipped", "shipped"]


def test_a_visitor_and_somebody_without_a_shop(client: Client, mallory: User) -> None:
    for where in (BENCH, FILE):
        assert "login" in client.post(where).headers["Location"]
    client.force_login(mallory)
    for where in (BENCH, FILE):
        assert client.post(where).headers["Location"] == "/desk/open/"
