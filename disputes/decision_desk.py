"""Writing a decision: the form with this case's own rules and photos, its sums, ready-made reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disputes import arithmetic, case_file, clauses, deciding, macros, ruling
from disputes.arithmetic import Sums
from disputes.forms_decision import DecisionForm
from disputes.models import Dispute
from disputes.models.decision import Outcome
from escrow.money import Money
from marketplace.forms.amounts import amount_of

MANY = ("facts", "clauses", "evidence_ids")
# Buttons of the form that move nothing: the page comes back with what was typed.
HELPERS = ("work_out", "fill")


@dataclass(frozen=True)
class Preview:
    """What the decision would move; `wrong` says why that cannot be said yet."""

    sums: Sums | None = None
    wrong: str = ""


def form_for(dispute: Dispute, data: Any = None, initial: Any = None) -> DecisionForm:
    """The decision form, with this case's own rules and photos to cite."""
    shown = list(enumerate(case_file.pictures(dispute), 1))
    ready = [(n, one) for n, one in shown if one.evidence.is_ready()]
    spoken, own = dict(settings.LANGUAGES), get_language() or "en"
    codes = [code for code in macros.languages(dispute, own) if code in spoken]
    return DecisionForm(
        data,
        initial=initial,
        currency=dispute.currency,
        choices={
            "clauses": clauses.of(dispute.order.policy),
            "evidence_ids": [(str(one.evidence.pk), f"{n}. {one.alt}") for n, one in ready],
            "macro": [("", _("None")), *[(one.code, one.title) for one in macros.MACROS]],
            "language": [(code, spoken[code]) for code in codes],
        },
    )


def helped(dispute: Dispute, data: QueryDict, step: str) -> DecisionForm:
    """The form with everything that was typed, and the chosen reasons filled in."""
    typed: dict[str, Any] = {
        name: data.getlist(name) if name in MANY else value for name, value in data.items()
    }
    if step == "fill" and typed.get("macro") in macros.BY_CODE:
        typed["outcome"] = typed.get("outcome") or macros.BY_CODE[typed["macro"]].outcome.value
        typed["reasons"] = _with_macro(dispute, typed)
    return form_for(dispute, initial=typed)


def preview(dispute: Dispute, typed: Any) -> Preview:
    """What is typed so far, worked out against the ledger."""
    try:
        refund = _refund(dispute, typed)
    except ValidationError as wrong:
        return Preview(wrong=" ".join(wrong.messages))
    except deciding.CannotDecide as wrong:
        return Preview(wrong=str(wrong))
    return Preview(arithmetic.work_out(dispute, refund)) if refund is not None else Preview()


def _with_macro(dispute: Dispute, typed: dict[str, Any]) -> str:
    """Behind what stands there already."""
    shown = preview(dispute, typed)
    refund = shown.sums.buyer if shown.sums else Money.zero(dispute.currency)
    known = macros.languages(dispute, get_language() or "en")
    language = typed.get("language") if typed.get("language") in known else known[0]
    words = macros.filled(typed["macro"], dispute, refund, str(language))
    before = str(typed.get("reasons", "")).strip()
    return before if words in before else "\n\n".join(filter(None, [before, words]))


def _refund(dispute: Dispute, typed: Any) -> Money | None:
    """By the outcome that is chosen; None before one is."""
    outcome = str(typed.get("outcome") or "")
    if outcome not in Outcome.values:
        return None
    is_split = outcome == Outcome.SPLIT
    amount = str(typed.get("amount") or "").strip()
    if is_split and not amount:
        raise ValidationError(_("Write how much the buyer gets back."))
    refund = amount_of(amount, dispute.currency) if is_split else None
    return ruling.amount_of(dispute, outcome, refund)
