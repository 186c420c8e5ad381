"""The cases of an order: what was claimed, said, shown and decided, as a party sees it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from disputes import case_file, case_page, case_words
from disputes.api.acting import cases_of
from disputes.api.shapes import DisputeSerializer
from disputes.models import Dispute
from marketplace.models import Order
from marketplace.moments import told
from marketplace.printing.paper import Paper
from marketplace.records.parts import Part, Piece, Reader


def files(order: Order, reader: Reader) -> Iterator[Piece]:
    cases = _cases(order, reader)
    yield Piece("cases.json", [_case(case) for case in cases])
    for case in cases:
        for evidence in case.evidence.all():
            for number, page in enumerate(evidence.pages, 1):
                name = f"files/evidence/{evidence.pk}-{number}.jpg"
                yield Piece(name, open=partial(storages["private"].open, page))


def tell(paper: Paper, order: Order, reader: Reader) -> None:
    for case in _cases(order, reader):
        paper.draw_rule()
        paper.write_line(case_words.title_of(case), size=12, bold=True)
        for voice in case_file.voices(case):
            who = " · ".join(
                [told(voice.at, for_years=True), f"{voice.author} {voice.title}".strip()]
            )
            paper.write_line(who, size=8, grey=True)
            if voice.text:
                paper.write_line(voice.text)
            for photo in voice.photos:
                paper.write_line(photo.evidence.sha256, size=7, grey=True)
        for decision, outcome in case_page.decisions(case):
            paper.write_line(_("Decided: %(what)s") % {"what": outcome}, bold=True)
            paper.write_line(decision.reasons)


def _cases(order: Order, reader: Reader) -> list[Dispute]:
    return list(cases_of(reader.person).filter(order=order).order_by("opened_at", "pk"))


def _case(case: Dispute) -> dict[str, Any]:
    """As the API shows it, with every decision that both have been shown, and where the files lie."""
    decisions = [
        {
            "outcome": decision.outcome,
            "refund_minor": decision.refund_minor,
            "currency": decision.currency,
            "reasons": decision.reasons,
            "clauses": decision.clauses,
            "on_appeal": decision.on_appeal,
            "policy_sha256": decision.policy_sha256,
            "at": decision.at,
        }
        for decision, _words in case_page.decisions(case)
    ]
    return {**DisputeSerializer(case).data, "decisions": decisions}


PART = Part("cases", files, tell)
