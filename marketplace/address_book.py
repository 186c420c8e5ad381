"""A person's addresses: kept, changed, taken out; one of them is the usual one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace import editions
from marketplace.checkout_address import Address
from marketplace.models import SavedAddress, User

MOST = 20


class BookIsFull(Refusal):
    """Nobody sends to so many places."""


class AlreadyThere(Refusal):
    """The same words stand in the book as another address."""


@story
def keep(address: Address, *, by: User, usual: bool = False) -> SavedAddress:
    """Put it in the book; what is there already stays one. The first is the usual one."""
    locked(by)
    saved = _kept(by, address)
    if usual:
        _make_usual(saved)
    return saved


@story
def change(
    saved: SavedAddress,
    address: Address,
    *,
    by: User,
    usual: bool = False,
    seen: Collection[str] | None = None,
) -> SavedAddress:
    """Other words from now on; what was ordered before went to the old ones."""
    locked(by)
    mine = by.addresses.get(pk=saved.pk)
    editions.must_be(seen, editions.of_address(mine))
    twin = by.addresses.filter(**asdict(address)).exclude(pk=mine.pk)
    require(not twin.exists(), AlreadyThere, _("This address is in your book already."))
    for word, said in asdict(address).items():
        setattr(mine, word, said)
    mine.save(update_fields=list(asdict(address)))
    if usual:
        _make_usual(mine)
    audit.record(by, "address_changed", mine)
    return mine


@story
def make_usual(saved: SavedAddress, *, by: User) -> None:
    """The one that is chosen until the person chooses another."""
    locked(by)
    _make_usual(by.addresses.get(pk=saved.pk))


@story
def remove(saved: SavedAddress, *, by: User) -> None:
    """Out of the book; if it was the usual one, the one used last is it now."""
    locked(by)
    by.addresses.filter(pk=saved.pk).delete()
    audit.record(by, "address_removed", saved)
    following = by.addresses.last_used_first().first()
    if following and not by.addresses.filter(is_usual=True).exists():
        _make_usual(following)


@step
def used(address: Address, *, by: User, saved: SavedAddress | None, keep: bool) -> None:
    """Something is sent there: the book notes that one of its own was used, or keeps a new one."""
    if saved is None and keep and by.addresses.count() < MOST:
        saved = _kept(by, address)
    if saved is not None:
        by.addresses.filter(pk=saved.pk).update(last_used_at=clock.now())


@step
def locked(person: User) -> User:
    """One change of a person's account at a time."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _kept(by: User, address: Address) -> SavedAddress:
    known = by.addresses.filter(**asdict(address)).first()
    if known:
        return known
    require(
        by.addresses.count() < MOST,
        BookIsFull,
        _("Your book holds %(most)d addresses. Take one out first.") % {"most": MOST},
    )
    usual = not by.addresses.exists()
    saved = SavedAddress.objects.create(
        user=by, added_at=clock.now(), is_usual=usual, **asdict(address)
    )
    audit.record(by, "address_kept", saved)
    return saved


def _make_usual(saved: SavedAddress) -> None:
    SavedAddress.objects.filter(user=saved.user_id, is_usual=True).update(is_usual=False)
    SavedAddress.objects.filter(pk=saved.pk).update(is_usual=True)
