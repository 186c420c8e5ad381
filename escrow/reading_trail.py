"""Reading the audit trail: by thing, person, action and day, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from escrow.models import AuditCheck, AuditEntry, AuditSeal

PAGE = 50
# Somebody of the staff looked at what is otherwise closed: a file as it was sent, what two wrote.
CLOSED_THINGS = ("evidence_original_viewed", "evidence_viewed", "read_conversation")


@dataclass(frozen=True)
class Asked:
    """What a reader of the trail looks for; empty where it does not matter."""

    thing: str = ""
    number: str = ""
    person: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    originals: bool = False


@dataclass(frozen=True)
class Page:
    """Rows, each with the seal that it is under, and the cursor of the page behind them."""

    rows: Sequence[AuditEntry]
    after: str


@dataclass(frozen=True)
class Standing:
    """How far the trail is sealed, and how it was when everything was last compared."""

    seal: AuditSeal | None
    check: AuditCheck | None


def standing() -> Standing:
    newest = AuditSeal.objects.defer("leaves").order_by("-number").first()
    return Standing(newest, AuditCheck.objects.order_by("-pk").first())


def page(asked: Asked, after: str = "", size: int = PAGE) -> Page:
    """The newest rows that were asked for, behind the cursor."""
    rows = _behind(_found(asked), after).select_related("by")
    under = AuditSeal.objects.filter(to_id__gte=OuterRef("pk")).order_by("to_id")
    rows = rows.annotate(seal=Subquery(under.values("number")[:1]))
    found = list(rows.order_by("-at", "-pk")[: size + 1])
    shown = found[:size]
    return Page(shown, _cursor(shown[-1]) if len(found) > size else "")


def things() -> list[tuple[str, str]]:
    """Everything of ours that a row can be about, by the name that the trail has for it."""
    ours = {"escrow", "sellers", "marketplace", "disputes"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    named = {str(model._meta.model_name): str(model._meta.verbose_name) for model in models}
    return sorted(named.items(), key=lambda each: each[1])


def _found(asked: Asked) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    wanted = {"subject_type": asked.thing, "subject_id": asked.number, "action": asked.action}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.originals:
        rows = rows.filter(action__in=CLOSED_THINGS)
    if asked.person:
        rows = rows.filter(by_id__in=_people(asked.person))
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return rows


def _people(email: str) -> list[int]:
    """Read first, so that the trail is asked by number; usually one."""
    people = get_user_model()._default_manager
    spelled = people.annotate(spelled=Lower("email")).filter(spelled=email.strip().lower())
    return list(spelled.values_list("pk", flat=True))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _behind(rows: QuerySet[AuditEntry], after: str) -> QuerySet[AuditEntry]:
    """A cursor somebody has broken shows the first page."""
    text, _, number = after.rpartition("_")
    try:
        moment, pk = datetime.fromisoformat(text), int(number)
    except ValueError:
        return rows
    return rows.filter(Q(at__lte=moment) & (Q(at__lt=moment) | Q(pk__lt=pk)))


def _cursor(row: AuditEntry) -> str:
    return f"{row.at.isoformat()}_{row.pk}"
