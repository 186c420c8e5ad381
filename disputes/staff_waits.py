"""What waits for our staff: each kind of work with how much there is and until when.

Counting stops at MOST: who has more than that to do does not need the number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.models import Decision, Dispute, Restriction, StandingAppeal
from disputes.models.dispute_state import MAY_DECIDE, DisputeState
from disputes.models.restriction import RestrictionState
from disputes.models.standing_appeal import AppealState
from disputes.second_person import MAY_APPROVE
from disputes.standing_rules import MAY_RESTRICT
from escrow import clock, money_jobs
from escrow.models import Chargeback
from escrow.models.chargeback import ChargebackState
from escrow.money_job_words import Told, told
from escrow.money_rights import MAY_ASK_PROVIDER
from marketplace.models import ListingFreeze, ListingReport, User
from marketplace.reporting import MAY_SETTLE
from sellers.models import RatingReport, Sanction, Verification
from sellers.models.rating import MAY_MODERATE
from sellers.sanction_rules import MAY_ANSWER
from sellers.verification import MAY_DECIDE as MAY_VERIFY

MOST = 99


@dataclass(frozen=True)
class Kind:
    """One kind of work: who may do it, what waits, since or until when, and where it is done."""

    title: Promise
    permission: str
    rows: Callable[[User], QuerySet[Any]]
    by: str
    where: str
    query: str = ""

    def address(self) -> str:
        return reverse(self.where) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Waits:
    """So much of it. `by`: the nearest moment, or None when it has no end."""

    title: Promise
    count: int
    more: bool
    by: datetime | None
    address: str

    @property
    def is_over(self) -> bool:
        return self.by is not None and self.by <= clock.now()


def for_person(person: User) -> list[Waits]:
    """What this person could do now, the nearest first; what they may not do is left out."""
    found = [_counted(kind, person) for kind in KINDS if person.has_perm(kind.permission)]
    if person.has_perm(MAY_ASK_PROVIDER):
        found += [_of_money(told(job)) for job in money_jobs.waiting()]
    return sorted((one for one in found if one.count), key=lambda one: (one.by is None, one.by))


def _of_money(each: Told) -> Waits:
    job = each.job
    return Waits(each.words.title, job.count, job.more, job.since, each.url)


def _counted(kind: Kind, person: User) -> Waits:
    moments = list(kind.rows(person).order_by(kind.by).values_list(kind.by, flat=True)[: MOST + 1])
    nearest = next((at for at in moments if at), None)
    more = len(moments) > MOST
    return Waits(kind.title, min(len(moments), MOST), more, nearest, kind.address())


def _cases(**which: object) -> Callable[[User], QuerySet[Dispute]]:
    return lambda person: Dispute.objects.filter(**which)


def _appeals(person: User) -> QuerySet[Dispute]:
    """Of decisions in which this person had no part."""
    rows = Dispute.objects.filter(state=DisputeState.APPEALED)
    mine = Q(decisions__by=person) | Q(decisions__approval__by=person)
    return rows.exclude(pk__in=Dispute.objects.filter(mine).values("pk"))


def _mine(person: User) -> QuerySet[Dispute]:
    return Dispute.objects.filter(assignee=person, ended_at=None)


def _to_second(person: User) -> QuerySet[Decision]:
    """Written by somebody else, and not read by a second person yet."""
    waiting = [DisputeState.UNDER_REVIEW, DisputeState.APPEALED]
    rows = Decision.objects.filter(
        needs_second=True, approval=None, rejection=None, dispute__state__in=waiting
    )
    return rows.exclude(by=person)


def _restrictions(person: User) -> QuerySet[Restriction]:
    return Restriction.objects.filter(state=RestrictionState.PROPOSED).exclude(by=person)


CASES = "admin:disputes_dispute_changelist"
KINDS = [
    Kind(_("Your own cases"), MAY_DECIDE, _mine, "decide_by", CASES, "whose=me"),
    Kind(
        _("Cases that nobody has"),
        MAY_DECIDE,
        _cases(state=DisputeState.ESCALATED),
        "decide_by",
        CASES,
        "stands=escalated",
    ),
    Kind(
        _("Appeals against a decision"),
        MAY_DECIDE,
        _appeals,
        "decide_by",
        CASES,
        "stands=appealed",
    ),
    Kind(
        _("Decisions for a second person"),
        MAY_APPROVE,
        _to_second,
        "at",
        CASES,
        "stands=under_review",
    ),
    Kind(
        _("Questions of a bank"),
        "escrow.change_chargeback",
        lambda person: Chargeback.objects.filter(state=ChargebackState.NEEDS_RESPONSE),
        "respond_by",
        "admin:escrow_chargeback_changelist",
    ),
    Kind(
        _("Reported listings"),
        MAY_SETTLE,
        lambda person: ListingReport.objects.waiting(),
        "at",
        "admin:marketplace_listingreport_changelist",
    ),
    Kind(
        _("Sellers' appeals about a listing"),
        MAY_SETTLE,
        lambda person: ListingFreeze.objects.filter(~Q(appeal=""), ended_at=None, answered_at=None),
        "appealed_at",
        "admin:marketplace_listingreport_changelist",
    ),
    Kind(
        _("Reported reviews"),
        MAY_MODERATE,
        lambda person: RatingReport.objects.filter(outcome=""),
        "created_at",
        "admin:sellers_ratingreport_changelist",
    ),
    Kind(
        _("Restrictions for a second person"),
        MAY_RESTRICT,
        _restrictions,
        "at",
        "admin:disputes_buyer_changelist",
    ),
    Kind(
        _("Buyers' appeals"),
        MAY_RESTRICT,
        lambda person: StandingAppeal.objects.filter(state=AppealState.OPEN),
        "answer_by",
        "admin:disputes_buyer_changelist",
    ),
    Kind(
        _("Appeals about shops, reviews, suspensions"),
        MAY_ANSWER,
        lambda person: Sanction.objects.appealed().exclude(by=person),
        "answer_by",
        "admin:sellers_sanction_changelist",
        "stands=appealed",
    ),
    Kind(
        _("Sellers who say who they are"),
        MAY_VERIFY,
        lambda person: Verification.objects.filter(state="given"),
        "given_at",
        "admin:sellers_verification_changelist",
        "state__exact=given",
    ),
]
