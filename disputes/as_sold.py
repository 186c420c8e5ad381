"""What a listing said when it was sold, laid beside what is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from disputes.questions import ATTRIBUTES
from marketplace.models import CategoryAttribute, Listing, OrderLine


@dataclass(frozen=True)
class Fact:
    """One thing that the listing said; `is_claimed`: the claim is that this is different."""

    name: str
    value: str
    is_claimed: bool = False


def facts_of(line: OrderLine, claimed: str = "") -> list[Fact]:
    """The condition, what was chosen and every attribute, as they were sold.

    `claimed` is the code of what is said to be different ("material", "size").
    """
    said = {**line.as_sold.get("choices", {}), **line.as_sold.get("attributes", {})}
    names = _names_of(claimed, line) if claimed else set()
    condition = Fact(_("Condition"), _condition(line), claimed == "condition")
    facts = [Fact(name, str(value), name.casefold() in names) for name, value in said.items()]
    return [condition, *facts]


def _names_of(code: str, line: OrderLine) -> set[str]:
    """What sellers may have called it: the shelf's word for it, ours, and the code itself."""
    on_its_shelf = Q(category__listings=line.listing_id)
    on_the_wide_one = Q(category__parts__listings=line.listing_id)
    asked = CategoryAttribute.objects.filter(on_its_shelf | on_the_wide_one, code=code)
    ours = str(ATTRIBUTES[code]) if code in ATTRIBUTES else code
    return {name.casefold() for name in [*asked.values_list("name", flat=True), ours, code]}


def _condition(line: OrderLine) -> str:
    code = line.as_sold.get("condition", "")
    return str(dict(Listing.Condition.choices).get(code, code))
