"""What a file would do: which listings are new, which change, and which rows cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from marketplace.listing import Change, Facts
from marketplace.listing_files import merging, row, table
from marketplace.listing_files.row import Said, Terms, Wrong
from marketplace.models import Category, Listing, Variant
from marketplace.models.variant import OURS
from sellers.models import Seller

NEEDED = ("title", "category")


@dataclass
class Plan:
    """`same` counts the listings that are already as the file says."""

    rows: int
    new: list[Facts] = field(default_factory=list)
    changes: dict[Listing, Change] = field(default_factory=dict)
    same: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def report(self) -> dict[str, Any]:
        bad = len({wrong.line for wrong in self.wrong})
        return {
            "rows": self.rows,
            "good": self.rows - bad,
            "new": len(self.new),
            "changed": len(self.changes),
            "same": self.same,
            "wrong": [[each.line, each.column, each.sentence] for each in self.wrong],
        }


def of(seller: Seller, text: str, *, lock: bool = False) -> Plan:
    """Read the whole file, in a fixed number of queries. Raises BadTable.

    With `lock` every variant that it names stays as it is until the story ends.
    """
    rows = table.read(text)
    terms = _terms(seller)
    said = [row.understood(each, terms) for each in rows]
    _refuse_twice(said)
    known = _known(seller, [each.sku for each in said], lock=lock)
    _refuse_unknown_of_ours(said, known)
    plan = Plan(len(rows))
    for group in _groups(said):
        good = [each for each in group if not each.wrong]
        if good:
            _plan_group(plan, good, known)
    plan.wrong = sorted(
        (wrong for each in said for wrong in each.wrong), key=lambda wrong: wrong.line
    )
    return plan


def _plan_group(plan: Plan, rows: list[Said], known: dict[str, Variant]) -> None:
    listings = {known[each.sku].listing for each in rows if each.sku in known}
    if len(listings) > 1:
        for each in rows:
            each.refuse("listing", _("These references belong to different listings of yours."))
    elif listings:
        _change(plan, listings.pop(), rows, known)
    else:
        _put_up(plan, rows)


def _put_up(plan: Plan, rows: list[Said]) -> None:
    for each in rows:
        for column in ("price", "stock"):
            if getattr(each, column) is None:
                each.refuse(column, _("A new thing needs this."))
    usable = merging.agreeing([each for each in rows if not each.wrong])
    if not usable:
        return
    fields = merging.fields_of(usable)
    needed = [*NEEDED, *(["description"] if fields.get("state", "active") == "active" else [])]
    lacking = [column for column in needed if column not in fields]
    for column in lacking:
        for each in usable:
            each.refuse(column, _("A new thing needs this."))
    offers = merging.offers_of(usable, None, {})
    if not lacking and offers:
        options = list(usable[0].options)
        fields.setdefault("description", "")
        plan.new.append(Facts(variants=offers, options=options, **fields))


def _change(plan: Plan, listing: Listing, rows: list[Said], known: dict[str, Variant]) -> None:
    usable = merging.agreeing(merging.fitting(listing, rows, known))
    if not usable:
        return
    fields = merging.fields_of(usable)
    if "state" in fields and listing.state == Listing.State.FROZEN:
        for each in usable:
            each.refuse("state", _("We took this down. Its page says why, and what to do."))
        return
    offers = merging.offers_of(usable, listing, known)
    if not any(not each.wrong for each in usable):
        return
    fields["options"] = list(usable[0].options) or listing.options
    if merging.is_as_it_was(listing, fields, offers):
        plan.same += 1
    else:
        plan.changes[listing] = Change(fields, offers)


def _terms(seller: Seller) -> Terms:
    shelves: dict[str, Category] = {}
    for shelf in Category.objects.all():
        shelves.setdefault(shelf.name.casefold(), shelf)
    for shelf in list(shelves.values()):
        shelves[shelf.slug.casefold()] = shelf
    codes = sorted({lane.currency for lane in seller.lanes.all()})
    return Terms(shelves, codes or [settings.HOLDFAST_CURRENCY])


def _known(seller: Seller, named: Sequence[str], *, lock: bool) -> dict[str, Variant]:
    """The seller's variants that the file names, by what it calls them."""
    ours = [int(sku[len(OURS) :]) for sku in named if row.is_ours(sku) and _is_number(sku)]
    mine = Variant.objects.live().filter(Q(sku__in=named) | Q(pk__in=ours), seller=seller)
    if lock:
        theirs = mine.values("listing")
        list(Variant.objects.live().filter(listing__in=theirs).locked())
    whole = Listing.objects.select_related("category").with_variants()
    found = list(mine.prefetch_related(Prefetch("listing", whole)))
    return {variant.sku or f"{OURS}{variant.pk}": variant for variant in found} | {
        f"{OURS}{variant.pk}": variant for variant in found
    }


def _is_number(sku: str) -> bool:
    number = sku[len(OURS) :]
    return number.isdecimal() and len(number) < 19


def _refuse_twice(said: Iterable[Said]) -> None:
    first: dict[str, int] = {}
    for each in said:
        line = first.setdefault(each.sku, each.row.line)
        if each.sku and line != each.row.line:
            each.refuse("sku", _("Line %d has the same reference.") % line)


def _refuse_unknown_of_ours(said: Iterable[Said], known: dict[str, Variant]) -> None:
    for each in said:
        if row.is_ours(each.sku) and each.sku not in known:
            each.refuse("sku", _("We know no such thing of yours. Use a reference of your own."))


def _groups(said: Iterable[Said]) -> list[list[Said]]:
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.row["listing"] or f"\n{each.row.line}", []).append(each)
    return list(groups.values())
