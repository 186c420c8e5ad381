"""Who of our staff may do what: four roles, written into the database at every migration.

A role says what somebody may do; the rule of the second person says that they may not do it alone.
At run time the application's own database role can only read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OURS = ["escrow", "sellers", "marketplace", "disputes"]


@dataclass(frozen=True)
class Role:
    """A kind of work: the nouns it reads, and the deeds it may do (permissions)."""

    name: str
    title: Promise
    words: Promise
    reads: frozenset[str]
    deeds: frozenset[str]

    @property
    def permissions(self) -> set[str]:
        return {_to_read(noun) for noun in self.reads} | self.deeds


CASES = frozenset(
    [
        "disputes.dispute",
        "disputes.buyer",
        "marketplace.order",
        "marketplace.shipment",
        "marketplace.listing",
        "marketplace.listingreport",
        "marketplace.messagereport",
        "sellers.seller",
        "sellers.rating",
        "sellers.buyerrating",
        "sellers.ratingreport",
        "sellers.sanction",
        "sellers.performancefact",
        "escrow.policy",
    ]
)
PEOPLE = frozenset(
    [
        "marketplace.user",
        "marketplace.shippinglane",
        "sellers.verification",
        "escrow.chargeback",
        "escrow.notice",
        "marketplace.carriermessageoutcome",
        "marketplace.webhookendpoint",
        "marketplace.webhookdelivery",
    ]
)
MONEY = frozenset(
    [
        "escrow.account",
        "escrow.journalentry",
        "escrow.hold",
        "escrow.recovery",
        "escrow.payment",
        "escrow.operation",
        "escrow.refund",
        "escrow.payout",
        "escrow.reserve",
        "escrow.paymentevent",
        "escrow.reportdifference",
        "escrow.reportday",
        "escrow.deadline",
        "escrow.outage",
        "escrow.policy",
        "escrow.bankmovement",
        "escrow.bankline",
        "escrow.bankstatement",
        "escrow.banktransfer",
        "escrow.bankfile",
        "escrow.chargeback",
        "sellers.payoutmethod",
        "sellers.seller",
        "marketplace.order",
        "marketplace.checkout",
    ]
)
OFFICE = frozenset(
    [
        "marketplace.dataexport",
        "marketplace.newsletter",
        "marketplace.category",
        "escrow.outage",
    ]
)

TRAIL = frozenset({"escrow.auditentry", "escrow.auditseal", "escrow.auditcheck"})
DRAFTS = frozenset({"escrow.policydraft", "escrow.policytrial"})

AGENT_DEEDS = frozenset(
    {
        "disputes.decide_dispute",
        "marketplace.settle_listing_reports",
        "sellers.moderate_rating",
    }
)
SENIOR_DEEDS = AGENT_DEEDS | {
    "disputes.approve_decision",
    "disputes.assign_dispute",
    "disputes.keep_standing",
    "sellers.answer_sanction",
    "sellers.suspend_person",
    "sellers.set_level",
    "sellers.decide_verification",
    "escrow.ask_emergency_freeze",
    "escrow.change_chargeback",
    "escrow.change_notice",
    "escrow.confirm_emergency_freeze",
    "escrow.look_at_money",
}
FINANCE_DEEDS = frozenset(
    {
        "escrow.add_bankstatement",
        "escrow.ask_emergency_freeze",
        "escrow.ask_provider",
        "escrow.change_bankmovement",
        "escrow.change_banktransfer",
        "escrow.change_chargeback",
        "escrow.confirm_emergency_freeze",
        "escrow.look_at_money",
        "escrow.replay_paymentevent",
        "escrow.resend_refund",
        "escrow.retry_deadline",
        "escrow.retry_payout",
        "escrow.settle_difference",
        "escrow.top_up_fund",
        "escrow.try_policies",
    }
)
ADMIN_DEEDS = frozenset(
    {
        "escrow.add_outage",
        "escrow.change_outage",
        "marketplace.add_category",
        "marketplace.add_newsletter",
        "marketplace.change_category",
        "marketplace.give_roles",
        "escrow.draft_policies",
        "escrow.publish_policies",
        "escrow.try_policies",
    }
)

ROLES = [
    Role("agent", _("Agent"), _("Reads cases and reports, and decides them."), CASES, AGENT_DEEDS),
    Role(
        "senior",
        _("Senior"),
        _("Decides cases too, and is the second person for what others decide about people."),
        CASES | PEOPLE | TRAIL | DRAFTS,
        SENIOR_DEEDS,
    ),
    Role(
        "finance",
        _("Finance"),
        _("Looks after the books, the providers, the bank and the payouts."),
        MONEY | DRAFTS,
        FINANCE_DEEDS,
    ),
    Role(
        "admin",
        _("Admin"),
        _("Keeps the policies, the roles and the shelves. Decides no case and moves no money."),
        OFFICE | PEOPLE | TRAIL | DRAFTS | {"escrow.policy", "sellers.seller"},
        ADMIN_DEEDS,
    ),
]
BY_NAME = {role.name: role for role in ROLES}


def roles_of(person: Any) -> list[Role]:
    """What somebody is among our staff."""
    return [BY_NAME[g.name] for g in person.groups.all() if g.name in BY_NAME]


def deeds() -> list[str]:
    """Everything that a role may do, the reading left out."""
    return sorted(set(chain.from_iterable(role.deeds for role in ROLES)))


def write_roles(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """After migrate: the four groups have exactly these permissions."""
    for label in OURS:
        create_permissions(_config(label), verbosity=0, using=using)
    for role in ROLES:
        group, _made = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set(_rows(role.permissions, using))


def _rows(names: Iterable[str], using: str) -> Iterator[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return iter(Permission.objects.using(using).filter(wanted))


def _to_read(noun: str) -> str:
    app, _dot, model = noun.partition(".")
    return f"{app}.view_{model}"


def _config(label: str) -> AppConfig:
    return apps.get_app_config(label)
