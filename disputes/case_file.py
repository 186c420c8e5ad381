"""The one file of a case that both parties and staff read: voices, photos, lines, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes import parties, said_words
from disputes.models import Dispute, Evidence, Statement
from disputes.models.evidence import EvidenceState
from escrow import holding
from escrow.money import Money, total

BUYER, SELLER, STAFF, SYSTEM = "buyer", "seller", "staff", "system"


@dataclass(frozen=True)
class Picture:
    """A photo or a paper of the case behind its private address, in whatever state it is."""

    evidence: Evidence
    alt: str
    by: str = ""

    @property
    def url(self) -> str:
        return reverse("evidence", args=[self.evidence.pk])

    @property
    def thumb_url(self) -> str:
        return reverse("evidence_thumb", args=[self.evidence.pk])

    @property
    def page_urls(self) -> list[str]:
        """Of a paper with several pages, each of them."""
        count = len(self.evidence.pages)
        return [self.url, *(self._page_url(page) for page in range(2, count + 1))]

    def _page_url(self, page: int) -> str:
        return reverse("evidence_page", args=[self.evidence.pk, page])

    width = height = 320


@dataclass(frozen=True)
class Voice:
    """One line of the timeline, as the timeline draws it."""

    at: datetime
    title: str
    text: str
    voice: str
    author: str
    photos: list[Picture] = field(default_factory=list)


def voices(dispute: Dispute, said: Sequence[Statement] | None = None) -> list[Voice]:
    """Everything that was said and shown, oldest first; or only these statements."""
    left = shown(dispute)
    told = []
    for statement in dispute.statements.all() if said is None else said:
        brought = [one for one in left if _belongs(one, statement)]
        left = [one for one in left if one not in brought]
        told.append(_voice(dispute, statement, brought))
    return told


def shown(dispute: Dispute) -> list[Evidence]:
    """Everything but what could not be taken, which only its sender is told of."""
    return [one for one in dispute.evidence.all() if one.state != EvidenceState.REFUSED]


def pictures(dispute: Dispute) -> list[Picture]:
    return [_picture(dispute, one) for one in shown(dispute)]


def seller_gets(dispute: Dispute, *, refund: Money) -> Money:
    """What the seller gets out of the disputed lines, or loses again, when so much goes back."""
    lines = list(dispute.lines.all())
    parts = refund.split([line.amount_minor for line in lines])
    sums = (_left(line.line.hold, part) for line, part in zip(lines, parts, strict=True))
    return total(sums, dispute.currency)


def side_of(dispute: Dispute, person: Any) -> str:
    """In whose voice somebody speaks; the clock speaks as the system."""
    if person is None:
        return SYSTEM
    return parties.side_of(dispute, person) or STAFF


def _belongs(evidence: Evidence, statement: Statement) -> bool:
    """Photos are sealed just before the sentence that they come with."""
    return evidence.by_id == statement.by_id and evidence.created_at <= statement.at


def _voice(dispute: Dispute, statement: Statement, shown: Sequence[Evidence]) -> Voice:
    side = side_of(dispute, statement.by)
    photos = [_picture(dispute, one) for one in shown]
    title = said_words.said(statement, dispute)
    # The reasons of a decision stand on the page by themselves.
    shown_apart = statement.kind in (Statement.Kind.DECIDED, Statement.Kind.PROPOSED)
    text = "" if shown_apart else statement.text
    return Voice(statement.at, title, text, side, _author(dispute, side), photos)


def _author(dispute: Dispute, side: str) -> str:
    names = {
        BUYER: dispute.order.buyer.get_short_name(),
        SELLER: dispute.order.seller.name,
        STAFF: "Holdfast",
    }
    return names.get(side, "")


def _picture(dispute: Dispute, evidence: Evidence) -> Picture:
    name = _author(dispute, side_of(dispute, evidence.by))
    words = _("Paper by %(name)s") if evidence.kind == "pdf" else _("Photo by %(name)s")
    return Picture(evidence, words % {"name": name}, name)


def _left(hold: Any, refund: Money) -> Money:
    """Of a released hold it is taken back from the seller; else the rest is shared out."""
    if hold.is_settled():
        return -refund
    parts = holding.shares(hold, hold.held - refund)
    return parts.seller + parts.reserve
