"""Somebody becomes one of our staff, does other work there, or leaves."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from escrow import audit, outbox, rights
from escrow.story import Refusal, require, story
from marketplace.models import User
from marketplace.models.user import MAY_GIVE_ROLES
from marketplace.staff_roles import BY_NAME


class CannotGive(Refusal):
    """The roles stay as they are."""


@story
def give(person: User, roles: Collection[str], *, by: User, because: str) -> User:
    """From now on the person has these roles and no others; without any they are no staff.

    They are told, and so is everybody else who gives roles. Raises CannotGive.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(by.has_perm(MAY_GIVE_ROLES), CannotGive, _("You may not give roles."))
    require(by.pk != person.pk, CannotGive, _("Nobody gives roles to themselves. Ask a colleague."))
    require(bool(because.strip()), CannotGive, _("Write why: it stays in the records."))
    _require_somebody(person)
    before = set(person.groups.filter(name__in=BY_NAME).values_list("name", flat=True))
    wanted = set(roles) & set(BY_NAME)
    if wanted == before and person.is_staff == bool(wanted):
        return person
    person.groups.set(Group.objects.filter(name__in=wanted))
    person.is_staff = bool(wanted) or person.is_superuser
    person.save(update_fields=["is_staff"])
    given = {"before": sorted(before), "after": sorted(wanted)}
    audit.record(by, "roles_given", person, because=because.strip(), **given)
    key = f"{person.pk}:{audit.trail(person).filter(action='roles_given').count()}"
    outbox.announce([person.pk, *_keepers(by, person)], "roles_given", person, key=key)
    return person


def _require_somebody(person: User) -> None:
    require(
        person.is_active and not person.guest_email,
        CannotGive,
        _("Only somebody with an account of their own can be one of our staff."),
    )


def _keepers(*without: User) -> list[int]:
    """Everybody who gives roles: none of them is surprised by a new colleague."""
    keepers = rights.holders(MAY_GIVE_ROLES, superusers=True)
    return list(keepers.exclude(pk__in=[one.pk for one in without]).values_list("pk", flat=True))
