"""What waits on the money desk, in words: what it is, what to do, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.money_jobs import Job


@dataclass(frozen=True)
class Words:
    """How a kind of job is called, what to do about it, and the list behind it."""

    title: Promise
    advice: Promise
    page: str
    query: str = ""


WORDS: Mapping[str, Words] = {
    "unknown": Words(
        _("Calls without a clear answer"),
        _("The money may have moved or not. Ask the provider again."),
        "escrow_operation_changelist",
        "state__exact=unknown",
    ),
    "dead": Words(
        _("Dead deadlines"),
        _("Something promised did not happen. Read why, and try it again."),
        "escrow_deadline_changelist",
        "state__exact=dead",
    ),
    "difference": Words(
        _("Differences with a report"),
        _("A provider says something else than our books. Find out why."),
        "escrow_reportdifference_changelist",
        "settled_at__isempty=1",
    ),
    "payout": Words(
        _("Payouts that did not arrive"),
        _("The money is in the seller's balance again. The seller checks the account."),
        "escrow_payout_changelist",
        "state__in=failed,returned",
    ),
    "refund": Words(
        _("Refunds that did not arrive"),
        _("The buyer's card or account took nothing. The buyer chooses another way."),
        "escrow_refund_changelist",
        "state__in=failed,bounced",
    ),
    "fund": Words(
        _("Payments that wait for the fund"),
        _("Somebody is owed this. Top the guarantee fund up."),
        "money_fund",
    ),
    "message": Words(
        _("Messages not acted on"),
        _("A provider told us something and we could not follow it up. Act on it again."),
        "escrow_paymentevent_changelist",
        "waits=yes",
    ),
    "movement": Words(
        _("Transfers that nobody knows"),
        _("Money came to our bank account for no purchase. Place it or send it back."),
        "escrow_bankmovement_changelist",
        "waits=yes",
    ),
    "line": Words(
        _("Bank lines to explain"),
        _("Money left our bank account and the books do not say why."),
        "escrow_bankline_changelist",
        "waits=yes",
    ),
    "transfer": Words(
        _("Transfers to give to the bank"),
        _("They wait for a payment file."),
        "escrow_banktransfer_changelist",
        "state__exact=waiting",
    ),
    "cap": Words(
        _("Providers' caps that come near"),
        _("A provider may not keep this much longer. Have it settled to our bank."),
        "money_caps",
    ),
    "freeze": Words(
        _("Emergency freezes"),
        _("One waits for a second person, or nothing reaches a seller at the moment."),
        "escrow_emergencyfreeze_changelist",
    ),
}


def address(words: Words) -> str:
    named = words.page if words.page.startswith("money_") else f"admin:{words.page}"
    return f"{reverse(named)}?{words.query}" if words.query else reverse(named)


@dataclass(frozen=True)
class Told:
    """A job as the desk shows it."""

    job: Job
    words: Words

    @property
    def url(self) -> str:
        return address(self.words)


def told(job: Job) -> Told:
    return Told(job, WORDS[job.code])
