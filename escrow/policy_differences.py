"""What differs between two policies, in words: what it was, what it becomes, and whom it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from escrow import policy_terms
from escrow.policy_terms import Term
from escrow.term_words import GROUPS, WHO

EXTRA = ("title", "coverage", "presumptions")


@dataclass(frozen=True)
class Change:
    """One number that is no longer what it was."""

    term: Term
    old: int | float
    new: int | float

    @property
    def title(self) -> str:
        currency = f"{self.term.currency}: " if self.term.path[0] == "amounts" else ""
        return f"{currency}{self.term.title}"

    @property
    def was(self) -> str:
        return self.term.said(self.old)

    @property
    def becomes(self) -> str:
        return self.term.said(self.new)

    @property
    def is_more(self) -> bool:
        return self.new > self.old

    @property
    def touches(self) -> list[Promise]:
        return [WHO[who] for who in self.term.touches]

    def __str__(self) -> str:
        said = {"what": self.title, "new": self.becomes, "old": self.was}
        return _("%(what)s: %(new)s instead of %(old)s") % said


def between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Every number that differs, in the order of the form."""
    return list(_changes(old, new))


def rules_differ(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether what is covered, or the published presumptions, are not the same."""
    return any(old.get(part) != new.get(part) for part in EXTRA)


def group_title(name: str) -> Promise | str:
    """Amounts have a group for each currency."""
    return GROUPS.get(name, name.removeprefix("amounts."))


def carried_over(base: dict[str, Any], draft: dict[str, Any], onto: dict[str, Any]) -> list[Change]:
    """The draft's own changes, as changes of another policy."""
    return [
        Change(each.term, each.term.stored(onto), each.new)
        for each in between(base, draft)
        if each.term.stored(onto) != each.new
    ]


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for term in policy_terms.every(new):
        before, after = term.stored(old), term.stored(new)
        if before != after:
            yield Change(term, before, after)
