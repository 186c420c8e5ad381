"""What is planned to be bought: by whom, when, and the story each purchase will tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.demo.shelves import Offer

AT_ONCE, DECLINED_FIRST, NEVER = "at_once", "declined_first", "never"
CARD_CLOSES = "card_closes"  # it pays, and takes no refund afterwards
# From so many cents on, money is held for two weeks and every story takes another turn.
LARGE = 50000


@dataclass(frozen=True)
class Purchase:
    """A cart of one or more shops, its story, and the moments planned for its parcels."""

    number: int
    scene: str
    buyer: str
    things: tuple[str, ...]
    placed_at: datetime
    sent_at: datetime
    arrives_at: datetime
    pays: str = AT_ONCE
    plus: bool = False
    stars: int = 0
    words: int = -1

    @property
    def token(self) -> str:
        """The same purchase is placed once, however often the seeding is begun."""
        return f"demo-{self.number:03}"


def by_day(moment: datetime, now: datetime) -> datetime:
    """The day's 24 hours pressed into those between 8 and 21, in which people send and open doors.

    The last day stays as it is, so that nothing of it comes to lie after now.
    """
    if timedelta() <= now - moment < timedelta(days=1):
        return moment
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=8) + (moment - midnight) * 13 / 24


Fits = Callable[[Offer], bool]


def choose(offered: Sequence[Offer], count: int, fits: Fits, *, last: bool = False) -> list[Offer]:
    """So many different things, those with the most left first; the last one only if it must be."""
    most = sorted(offered, key=lambda offer: -offer.left / offer.thing.stock)
    wanted = [offer for offer in most if offer.left > (0 if last else 1) and fits(offer)]
    for offer in wanted[:count]:
        offer.left -= 1
    return wanted[:count]


def of_shop(slug: str, at: datetime) -> Fits:
    """For sale in that shop by then, and not so dear that its money is held for longer."""
    return lambda offer: (
        offer.thing.seller == slug
        and offer.since + timedelta(hours=1) < at
        and offer.thing.price < LARGE
    )
