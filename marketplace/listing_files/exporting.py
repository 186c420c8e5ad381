"""Taking everything out as the file that the import reads, and the rows that it could not use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marketplace.forms.amounts import as_typed
from marketplace.listing_files import table
from marketplace.models import ListingImport, Variant
from sellers.models import Seller


def every_listing(seller: Seller) -> str:
    """Each variant that is offered, also of drafts and of what is off sale, in one query."""
    offered = Variant.objects.live().filter(seller=seller)
    rows = offered.select_related("listing__category").order_by("listing", "position", "pk")
    return table.write(_row(variant) for variant in rows)


def bad_rows(brought: ListingImport) -> str:
    """The rows that were not taken in, each with what is wrong, to be corrected and brought again."""
    said: dict[int, list[str]] = {}
    for line, column, sentence in brought.report["wrong"]:
        said.setdefault(line, []).append(f"{column}: {sentence}")
    rows = [row for row in table.read(brought.content) if row.line in said]
    told = ({**row.cells, table.WRONG: " ".join(said[row.line])} for row in rows)
    return table.write(told, table.WRONG)


def _row(variant: Variant) -> dict[str, str]:
    listing = variant.listing
    chosen = [(name, variant.choices[name]) for name in listing.options if name in variant.choices]
    return {
        "listing": f"L{listing.pk}",
        "sku": variant.reference,
        "title": listing.title,
        "description": listing.description,
        "category": listing.category.slug,
        "condition": listing.condition,
        "price": as_typed(variant.price),
        "currency": listing.currency,
        "stock": str(variant.on_hand),
        "state": listing.state if listing.state != listing.State.FROZEN else "",
        "attributes": _attributes(listing.attributes),
        **dict(_options(chosen)),
    }


def _attributes(said: Mapping[str, str]) -> str:
    """Nothing, which changes nothing, where they cannot be told apart in one cell."""
    pairs = [f"{name}: {value}" for name, value in said.items()]
    unclear = any(";" in pair for pair in pairs) or any(":" in name for name in said)
    return "" if unclear else "; ".join(pairs)


def _options(chosen: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for number, (option, choice) in enumerate(chosen, 1):
        yield f"option_{number}", option
        yield f"choice_{number}", choice
