"""One order of the demo, and what its buyer and its seller do with it, one deed each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

from escrow import clock
from escrow.story import Refusal
from marketplace import (
    carts,
    checkout,
    fulfilment,
    paying,
    rating_photos,
    receipt,
    review_answers,
    reviewing,
    uploads,
)
from marketplace.carriers import CARRIERS
from marketplace.checkout import Address
from marketplace.demo import parcels
from marketplace.demo.catalogue import REVIEWS
from marketplace.demo.catalogue.entries import Listing as Thing
from marketplace.demo.catalogue.reviews import ANSWERS, OF_BUYERS
from marketplace.demo.darkroom import Darkroom
from marketplace.demo.people import BUYERS
from marketplace.demo.purchases import Purchase
from marketplace.models import Cart, Checkout, Listing, Order, User, Variant
from marketplace.uploads import Upload

GOOD_CARD, EMPTY_CARD = "4242424242424242", "4000000000009995"
CLOSED_CARD = "4000000000000515"
ADDRESSES = {
    buyer.email: Address(buyer.name, buyer.street, buyer.postcode, buyer.city, buyer.country)
    for buyer in BUYERS
}


@dataclass
class Stage:
    """Everybody and everything on it, by e-mail address and title. `refused` should stay empty."""

    users: dict[str, User]
    listings: dict[str, Listing]
    things: dict[str, Thing]
    room: Darkroom | None
    dice: Random = field(default_factory=lambda: Random("history"))
    talk: Random = field(default_factory=lambda: Random("reviews"))
    refused: list[str] = field(default_factory=list)
    unread: dict[int, list[str]] = field(default_factory=dict)

    def attempt(self, deed: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """Do it; after an interrupted seeding much is done already, and is refused."""
        try:
            return deed(*args, **more)
        except Refusal as no:
            self.refused.append(f"{deed.__name__}: {no}")
            return None

    def review(self, stars: int) -> str:
        """The next text for so many stars; none comes twice before all have come."""
        if not self.unread.get(stars):
            self.unread[stars] = self.dice.sample(REVIEWS[stars], len(REVIEWS[stars]))
        return self.unread[stars].pop()


def _most_of(listing: Listing) -> Variant:
    """Of several variants, the one with the most left, so that none sells out by chance."""
    return max(listing.variants.live(), key=lambda variant: variant.available)


def place(purchase: Purchase, stage: Stage) -> Checkout | None:
    """The buyer fills the cart and orders; what was placed before is found again."""
    buyer = stage.users[purchase.buyer]
    known = Checkout.objects.filter(token=purchase.token).first()
    if known:
        return known
    cart, _ = Cart.objects.get_or_create(user=buyer, defaults={"created_at": clock.now()})
    for title in purchase.things:
        carts.put(cart, _most_of(stage.listings[title]))
    found: Checkout | None = stage.attempt(
        checkout.place,
        cart.items.all(),
        by=buyer,
        address=ADDRESSES[purchase.buyer],
        plus=purchase.plus,
        token=purchase.token,
    )
    return found


def pay(placed: Checkout, card: str, stage: Stage) -> None:
    stage.attempt(paying.pay, placed, by=placed.buyer, details={"card": card})


@dataclass
class Errand:
    """An order with the moments planned for it; a later order of the same cart takes longer."""

    purchase: Purchase
    number: str
    stage: Stage
    delay: timedelta

    @property
    def order(self) -> Order:
        """As it is now."""
        known = Order.objects.select_related("buyer", "seller__user", "policy", "checkout")
        return known.get(number=self.number)

    @property
    def sent_at(self) -> datetime:
        return self.purchase.sent_at + self.delay

    @property
    def arrives_at(self) -> datetime:
        return self.purchase.arrives_at + 2 * self.delay

    def send(
        self, arrives_at: datetime | None, *, lines: list[int] | None = None, proof: str = "AABBB"
    ) -> None:
        """The seller hands it to a carrier, who brings it then (proven like one of `proof`) or
        loses sight of it."""
        dice, order = self.stage.dice, self.order
        shipment = self.stage.attempt(
            fulfilment.mark_shipped,
            order.number,
            by=order.seller.user,
            carrier=(carrier := dice.choice(CARRIERS)),
            tracking_number=f"{carrier[0]}P{dice.randrange(10**9):09}",
            lines=lines,
        )
        if shipment and arrives_at:
            parcels.arrive_at(shipment, arrives_at, dice.choice(proof))
        elif shipment:
            parcels.get_stuck(shipment)

    def cancel(self) -> None:
        order = self.order
        self.stage.attempt(fulfilment.cancel_by_seller, order.number, by=order.seller.user)

    def confirm(self) -> None:
        self.stage.attempt(receipt.confirm_receipt, self.number, by=self.order.buyer)

    def extend(self) -> None:
        self.stage.attempt(receipt.extend_protection, self.number, by=self.order.buyer)

    def rate(self) -> None:
        """The buyer says how it was, if this one does."""
        stars, order = self.purchase.stars, self.order
        if not stars:
            return
        near = [max(1, min(5, stars + self.stage.dice.choice((0, 0, 0, 1, -1)))) for _ in range(3)]
        parts = dict(zip(("as_described", "communication", "dispatch"), near, strict=True))
        said = {
            "stars": stars,
            "text": self.stage.review(stars),
            "photos": self._snapshots(),
            **parts,
        }
        self.stage.attempt(reviewing.rate, order, by=order.buyer, **said)
        rating_photos.check_waiting()

    def rate_back(self) -> bool:
        """The seller says how it was to sell to them, if this one does."""
        if not self.purchase.stars or self.stage.talk.random() < 0.15:
            return False
        stars, text = self.stage.talk.choice(OF_BUYERS)
        seller = self.order.seller.user
        return bool(
            self.stage.attempt(reviewing.rate_buyer, self.order, by=seller, stars=stars, text=text)
        )

    def answer(self) -> None:
        """The shop answers what was not all praise, and now and then what was."""
        stars, talk = self.purchase.stars or 5, self.stage.talk
        if talk.random() > (0.8 if stars < 4 else 0.15):
            return
        text = talk.choice(ANSWERS[stars < 4])
        rating = self.order.rating
        self.stage.attempt(review_answers.reply, rating, by=self.order.seller.user, text=text)

    def _snapshots(self) -> list[Upload]:
        """Some buyers show what they got."""
        if self.stage.talk.random() > 0.3:
            return []
        shown = [line.listing.photos.last() for line in self.order.lines.all()[:3]]
        files = [BytesIO(photo.full.read()) for photo in shown if photo]
        return [uploads.receive(file, "at-home.jpg", formats=uploads.PHOTOS) for file in files]
