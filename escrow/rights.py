"""Who holds a right: the people to whom work of that kind is told."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet


def holders(permission: str, *, superusers: bool = False) -> QuerySet[Any]:
    """Whoever has it by a role or by name; superusers, who may do everything, only if wanted."""
    app, _dot, codename = permission.partition(".")
    may = Q(pk__in=[])
    for way in ("user_permissions", "groups__permissions"):
        may |= Q(**{f"{way}__codename": codename, f"{way}__content_type__app_label": app})
    if superusers:
        may |= Q(is_superuser=True)
    return get_user_model()._default_manager.filter(may, is_active=True).distinct()


def who_may(permission: str, *, without: tuple[int | None, ...] = ()) -> list[int]:
    """Their ids, but for those who had a part in it already."""
    others = holders(permission).exclude(pk__in=[pk for pk in without if pk])
    return list(others.values_list("pk", flat=True))
