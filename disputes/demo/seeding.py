"""The demo's first day: seventy-five days of a living shop, told by the stories themselves.

It may be interrupted at any moment: begun again, it finds what was done and goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from disputes import checking as files
from disputes.demo.cases import BEFORE_SENDING
from disputes.demo.scenes import SCENES as CASES
from disputes.demo.scratched import some_scratched
from escrow import audit, checking, clock, fund, walking
from escrow.models import AuditEntry, DemoClock, JournalEntry
from escrow.money import Money
from escrow.story import story
from marketplace.demo import banks, freezing, shelves, stage, talks, verifying
from marketplace.demo.catalogue import CURRENCY, DISPUTES, LISTINGS, SELLERS
from marketplace.demo.clock import check_demo
from marketplace.demo.crowd import crowd
from marketplace.demo.darkroom import Darkroom
from marketplace.demo.errands import Stage
from marketplace.demo.history import History
from marketplace.demo.people import ADMIN
from marketplace.demo.purchases import Purchase
from marketplace.demo.roll import ROWS, roll
from marketplace.demo.scenes import SCENES
from marketplace.models import User
from sellers.models import Seller

Tell = Callable[[str, int, int], None]
PAST = timedelta(days=75)
FUND, FUNDED_AS = Money(250_000, CURRENCY), "demo"
DONE = "demo_seeded"
THINGS = {thing.title: thing for thing in LISTINGS}


class BooksAreWrong(RuntimeError):
    """The history was played, and the books disagree."""


@dataclass(frozen=True)
class Scale:
    """How much: things of each shop, photos of each (0: nothing is drawn), how many of the
    purchases that must be there, and how many others."""

    things: int = 26
    shots: int = 2
    rows: int = len(ROWS)
    others: int = 100


def is_done() -> bool:
    return AuditEntry.objects.filter(action=DONE).exists()


def seed(scale: Scale, tell: Tell) -> list[str]:
    """Fill the shop; returns what was refused on the way, which is nothing when all is well.

    Raises NotTheDemo, AlreadyWalking, BooksAreWrong.
    """
    check_demo()
    with walking.alone():
        if is_done():
            return []
        begin = _begin()
        _hurry()
        with clock.travel_to(begin), ExitStack() as later:
            room = later.enter_context(Darkroom()) if scale.shots else None
            refused = _play(scale, begin, room, tell)
        DemoClock.show(clock.real_now())
        _prove()
        _write_down(Seller.objects.get(name=SELLERS[0].name))
    return refused


def _begin() -> datetime:
    """When the first shop opened, if one did before an interruption."""
    first = Seller.objects.filter(name=SELLERS[0].name).first()
    begin = clock.real_now() - PAST
    return min(first.created_at, begin) if first else begin


def _hurry() -> None:
    """Commits need not wait for the disk: after a power cut the seeding is begun again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _play(scale: Scale, begin: datetime, room: Darkroom | None, tell: Tell) -> list[str]:
    users = stage.people()
    categories = stage.categories()
    sellers = stage.shops(users, begin, room)
    now = begin + PAST
    opened = {slug: seller.created_at for slug, seller in sellers.items()}
    offered = shelves.offers(opened, now, scale.things)
    listings = shelves.fill(offered, sellers, categories, room, tell)
    clock.move_to(begin)
    banks.name_accounts(sellers)
    _top_up(users[ADMIN.email])
    planned = [*roll(offered, now)][: scale.rows]
    others = crowd(offered, begin, now, scale.others, len(ROWS) + 1)
    planned += some_scratched(others, now)
    if room:
        _order_pictures(planned, room)
        shelves.order_more_photos(offered, room, scale.shots)
    played = Stage(users, listings, THINGS, room)
    History(played, SCENES | CASES, now, tell).play(
        planned,
        banks.moves(played, now),
        freezing.moves(played, now),
        talks.moves(played, now),
        verifying.moves(played, begin, now),
    )
    files.check_waiting()
    if room:
        shelves.add_more_photos(offered, listings, room, scale.shots, tell)
    return played.refused


def _order_pictures(planned: Sequence[Purchase], room: Darkroom) -> None:
    """What the cases will show is drawn while the first weeks are played."""
    for purchase in planned:
        if purchase.words >= 0:
            picture, words = THINGS[purchase.things[0]].picture, DISPUTES[purchase.words]
            room.order("damage", picture, words.picture or "scratched")
            room.order("shot", picture, BEFORE_SENDING)


def _top_up(admin: User) -> None:
    if not JournalEntry.objects.filter(key=f"fund-top-up:{FUNDED_AS}").exists():
        fund.top_up(FUND, reference=FUNDED_AS, by=admin)


def _prove() -> None:
    wrong = list(checking.differences())
    if wrong:
        raise BooksAreWrong("\n".join(f"{each.rule}: {each.row}" for each in wrong[:20]))


@story
def _write_down(seller: Seller) -> None:
    audit.record(None, DONE, seller)
