"""Which e-mails somebody wants. The inbox gets everything; what must be said is sent in any case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from escrow import audit, clock
from escrow.story import story
from marketplace import notice_kinds
from marketplace.models import NoticeChoice, User
from marketplace.notice_kinds import Always, Group

QUIET_AT_FIRST = {Group.NEWS}
CHOOSABLE = [group for group in Group if group != Group.STAFF]


@dataclass(frozen=True)
class Choice:
    """One line of the page: a group, whether it comes by e-mail, and what comes all the same."""

    group: Group
    by_email: bool
    always: list[Always]


@story
def choose(person: User, wanted: Mapping[str, bool], *, by: User | None) -> None:
    """From now on e-mails of these groups are sent, or not. `by`: None for a link in an e-mail."""
    before = {choice.group.value: choice.by_email for choice in of(person)}
    for group in CHOOSABLE:
        asked = wanted.get(group.value, before[group.value])
        if asked == before[group.value]:
            continue
        NoticeChoice.objects.update_or_create(
            person=person,
            group=group.value,
            defaults={"by_email": asked, "chosen_at": clock.now()},
        )
        audit.record(by, "emails_wanted" if asked else "emails_unwanted", person, group=group.value)


def of(person: User) -> list[Choice]:
    """Every group that can be chosen, in the order of the page, in one query."""
    kept = dict(NoticeChoice.objects.filter(person=person).values_list("group", "by_email"))
    return [
        Choice(
            group,
            kept.get(group.value, group not in QUIET_AT_FIRST),
            notice_kinds.always_sent(group),
        )
        for group in CHOOSABLE
    ]


def unwanted_by(people: Collection[Any]) -> set[tuple[int, str]]:
    """Of these people (by their ids): who wants no e-mails of which group, in one query."""
    unwanted = {(person, group.value) for person in people for group in QUIET_AT_FIRST}
    rows = NoticeChoice.objects.filter(person__in=people)
    for person, group, by_email in rows.values_list("person", "group", "by_email"):
        (unwanted.discard if by_email else unwanted.add)((person, group))
    return unwanted
