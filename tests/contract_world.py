"""What there is while Schemathesis asks: enough of everything that each door finds something."""

from __future__ import annotations

from datetime import timedelta

from disputes import offering
from disputes.execution import Terms
from escrow import clock
from escrow.money import Money
from marketplace import access_tokens, address_book, canned_replies, reviewing
from marketplace.data_export import stories as exports
from marketplace.models import Listing, Order, User
from marketplace.receipt import confirm_receipt
from marketplace.webhooks import again, keeping
from sellers.models import Seller
from sellers.models.seller import Level
from tests import doings, factories, talks


def make() -> tuple[User, str]:
    """Somebody who buys and sells, with a token of every scope; all of it in the last fortnight."""
    with clock.travel_to(clock.real_now() - timedelta(days=14)):
        ben = _people_and_orders()
    access_tokens.make(by=ben, name="Another", days=1)
    _made, token = access_tokens.make(by=ben, name="Contract", days=1)
    return ben, token


def _people_and_orders() -> User:
    shelf = factories.category("lamps", "Lamps")
    ada = factories.shop("ada@example.com", "Ada's Lamps", country="DE", level=Level.TRUSTED)
    bens = factories.shop("ben@example.com", "Ben's Cellar", country="DE", level=Level.STANDARD)
    lamp = factories.listing(ada, shelf, "Brass reading lamp", price_minor=4200, stock=500)
    vase = factories.listing(bens, shelf, "Blue vase", price_minor=900, stock=500)
    _trade(bens.user, lamp, ada.user, vase)
    _keep(bens)
    return bens.user


def _trade(ben: User, lamp: Listing, ada: User, vase: Listing) -> None:
    """All of it at once: what is bought, and what is sold, of each kind one."""
    bought = [doings.buy(ben, lamp) for _ in range(5)]
    sold = [doings.buy(ada, vase) for _ in range(4)]
    _bring([*bought[1:], *sold[1:]])
    _become(bought[1:])
    _become(sold[1:])
    talks.about(bought[1], "Thank you!", by=ben)
    talks.ask(ada, vase)
    doings.place(ben, lamp)
    doings.fill_cart(ben, lamp)


def _bring(orders: list[Order]) -> None:
    clock.advance(timedelta(days=1))
    parcels = [doings.send(order) for order in orders]
    clock.advance(timedelta(days=3))
    for parcel in parcels:
        doings.arrive(parcel)
    for order in orders:
        order.refresh_from_db()


def _become(orders: list[Order]) -> None:
    """One with a case, one with an offer on the table, one completed and rated; another stays."""
    doings.complain(orders[0])
    dispute = doings.complain(orders[1])
    offering.make_offer(dispute, Terms(Money(500, "EUR")), by=orders[1].seller.user)
    done = confirm_receipt(orders[2].number, by=orders[2].buyer)
    marks = {"as_described": 5, "communication": 5, "dispatch": 5}
    reviewing.rate(done, by=done.buyer, stars=5, text="Lovely.", **marks)
    reviewing.rate_buyer(done, by=done.seller.user, stars=5)


def _keep(bens: Seller) -> None:
    ben = bens.user
    doings.pay_out(bens)
    address_book.keep(doings.BERLIN, by=ben)
    canned_replies.keep(by=ben, title="Hello", text="Hello!")
    exports.ask(by=ben)
    told = keeping.add(by=ben, name="Stock", address="https://ben.example/", events=["order.paid"])
    again.send_test(told[0].pk, by=ben)
