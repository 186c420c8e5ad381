"""Where is my money: the page of an order's money, for its buyer, its seller and our staff."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from disputes import answering
from escrow import clock, operations
from escrow.gateways import BankState
from marketplace import fulfilment, receipt
from marketplace.models import Listing, Order, User
from tests import doings, queries
from tests.escrow import banks
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

PAGES = ("/orders/{}/money/", "/desk/orders/{}/money/")


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def bought(client: Client, order: Order) -> str:
    return page(client, order.buyer, PAGES[0].format(order.number))


def sold(client: Client, order: Order) -> str:
    return page(client, order.seller.user, PAGES[1].format(order.number))


def test_the_first_sentence_says_where_it_is_and_when_it_moves(
    client: Client, order: Order
) -> None:
    told = bought(client, order)
    assert "Holdfast holds €46.90.</strong> Ada&#x27;s Lamps gets it on Fri 13 Mar" in told
    assert "unless you say otherwise" in told
    receipt.confirm_receipt(order.number, by=order.buyer)
    assert "Ada&#x27;s Lamps has €43.15 since 6 Mar." in bought(client, order)
    assert "€43.15 is yours since 6 Mar." in sold(client, order)


def test_the_sum_is_proved_and_every_entry_has_its_key(client: Client, order: Order) -> None:
    receipt.confirm_receipt(order.number, by=order.buyer)
    told = bought(client, order)
    hold = order.lines.get().hold_id
    for key in (f"fund:{hold}", f"release:{hold}", "capture:"):
        assert key in told
    equation = told.split('class="small quiet equation"')[1].split("</p>")[0]
    for words in ("46.90", "43.15", "(With Ada&#x27;s Lamps)", "3.75", "(Holdfast&#x27;s fee)"):
        assert words in equation


def test_only_the_buyer_sees_the_card_and_only_the_seller_the_reserve(
    client: Client, ben: User, bowl: Listing
) -> None:
    order = doings.delivered(ben, bowl)
    receipt.confirm_receipt(order.number, by=ben)
    told, theirs = bought(client, order), sold(client, order)
    assert "card ··4242" in told
    assert "4242" not in theirs
    assert "sandbox" not in theirs
    assert "in reserve" in theirs
    assert "reserve" not in told


def test_the_seller_does_not_see_what_else_the_buyer_bought(
    client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl)
    doings.pay(placed)
    order = placed.orders.get(seller=lamp.seller)
    assert "€77.30" in bought(client, order)
    assert "€77.30" not in sold(client, order)


def test_money_on_its_way_back_and_back_is_told_to_both(client: Client, order: Order) -> None:
    answering.accept(doings.complain(order), by=order.seller.user)
    assert "€46.90 is on its way back to card ··4242." in bought(client, order)
    assert "€46.90 is on its way back to Ben." in sold(client, order)
    operations.run_waiting()
    assert "€46.90 went back to card ··4242 on 6 Mar." in bought(client, order)
    assert "€46.90 went back to Ben on 6 Mar." in sold(client, order)
    assert "Your bank may need a few days to show it." in bought(client, order)
    clock.advance(timedelta(days=11))
    assert "Your bank may need" not in bought(client, order)


def test_money_kept_in_the_balance_is_told_and_no_bank_is_waited_for(
    client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    first = doings.buy(ben, bowl)
    banks.give_back_to_the_balance([first.lines.get().hold_id])
    assert "€30.40 is on your Holdfast balance." in bought(client, first)
    assert "Ben&#x27;s Holdfast balance" in sold(client, first)
    placed = doings.place(ben, bowl, use_balance=True)
    doings.pay(placed)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    told = bought(client, order)
    assert "€30.40 is on your Holdfast balance." in told
    assert "Your bank may need" not in told


def test_while_a_bank_decides_both_read_what_it_took(client: Client, order: Order) -> None:
    charge = order.lines.get().hold.fundings.get().payment.operations.get()
    banks.claim(str(charge.pk), order.total, BankState.TAKEN)
    told = bought(client, order)
    assert "Your bank asked for the money back" in told
    assert "Added from: Holdfast, until the bank has decided" in told
    assert "The buyer&#x27;s bank asked for the money back" in sold(client, order)


def test_before_anything_was_paid_it_says_so(client: Client, ben: User, lamp: Listing) -> None:
    order = doings.place(ben, lamp).orders.get()
    assert "No money has moved for this order yet." in bought(client, order)
    assert "Where every cent is" not in sold(client, order)


def test_a_frozen_order_says_why_it_stands_still(client: Client, order: Order) -> None:
    doings.complain(order)
    assert "It stands still: You said that something is wrong." in bought(client, order)
    root = User.objects.create_superuser("root@example.com")
    told = page(client, root, f"/admin/marketplace/order/{order.pk}/money/")
    assert "It stands still: The buyer says that something is wrong." in told


def test_both_order_pages_lead_there(client: Client, order: Order) -> None:
    assert PAGES[0].format(order.number) in page(client, order.buyer, order.get_absolute_url())
    desk = f"/desk/orders/{order.number}/"
    assert PAGES[1].format(order.number) in page(client, order.seller.user, desk)


def test_nobody_else_finds_it(client: Client, order: Order, mallory: User, sofia: User) -> None:
    for person in (mallory, sofia):
        client.force_login(person)
        for address in PAGES:
            assert client.get(address.format(order.number)).status_code == 404
    client.force_login(order.seller.user)
    assert client.get(PAGES[0].format(order.number)).status_code == 404
    client.force_login(order.buyer)
    assert client.get(PAGES[1].format(order.number)).status_code == 404
    assert Client().get(PAGES[0].format(order.number)).status_code == 302


def test_staff_read_it_from_the_order_and_from_the_hold(
    client: Client, order: Order, sofia: User
) -> None:
    address = f"/admin/marketplace/order/{order.pk}/money/"
    root = User.objects.create_superuser("root@example.com")
    hold = order.lines.get().hold_id
    assert address in page(client, root, f"/admin/marketplace/order/{order.pk}/change/")
    assert address in page(client, root, f"/admin/escrow/hold/{hold}/change/")
    told = page(client, root, address)
    assert f"release:{hold}" not in told
    assert f"fund:{hold}" in told
    client.force_login(sofia)
    assert client.get(address).status_code == 403
    assert client.get("/admin/marketplace/order/0/money/").status_code == 403


def test_longer_paths_ask_no_more_questions(client: Client, ben: User, lamp: Listing) -> None:
    client.force_login(ben)
    short = doings.delivered(ben, lamp)
    few = queries.of_page(client, PAGES[0].format(short.number))
    long = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    answering.accept(doings.complain(long), by=long.seller.user)
    operations.run_waiting()
    many = queries.of_page(client, PAGES[0].format(long.number))
    assert few <= many <= few + 1 <= 24  # one more, for the calls of its refunds
    client.force_login(lamp.seller.user)
    assert queries.of_page(client, PAGES[1].format(long.number)) <= 34


def test_programs_read_the_same_facts(order: Order) -> None:
    receipt.confirm_receipt(order.number, by=order.buyer)
    mine = read(order, order.buyer)
    assert mine["sentence"].startswith("Ada's Lamps has €43.15")
    assert {part["account"]: part["amount"]["minor"] for part in mine["now"]} == {
        "seller_payable": 4315,
        "commission": 375,
    }
    assert mine["paid"]["amount"] == "46.90"
    assert [step["entries"][0]["kind"] for step in mine["steps"]] == ["capture", "release"]
    assert "4242" not in str(read(order, order.seller.user))


def read(order: Order, person: User) -> Any:
    return Program(person).read(f"/orders/{order.number}/money/").json()


def test_programs_of_strangers_find_nothing(order: Order, mallory: User) -> None:
    assert Program(mallory).read(f"/orders/{order.number}/money/").status_code == 404
    assert Client().get(f"/api/v1/orders/{order.number}/money/").status_code == 401
