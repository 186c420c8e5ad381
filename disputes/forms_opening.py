"""What a buyer fills in to say that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import facts, known_reasons, reasons, remedy_cards
from disputes import questions as q
from disputes.claims import Claim
from disputes.forms import REMEDIES, WORDS, WRITTEN, FilesForm
from disputes.models import Dispute
from disputes.models.dispute_state import RefundTo, Remedy
from disputes.question import Question
from disputes.reason import Reason
from disputes.remedy_cards import RemedyCard
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.models import Order, OrderLine

SAID = ("reason", "description", "quantities", "amount", "remedy", "refund_to", "facts")
EMPTY: tuple[Any, ...] = (None, "", [])


class OpenDisputeForm(FilesForm):
    """What a buyer asks for; `claim` is what the stories take. A draft may lack its words."""

    reason = forms.ChoiceField(
        choices=[(reason.code, reason.title) for reason in known_reasons.REASONS],
        error_messages={"required": _("Choose what is wrong.")},
    )
    description = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words. The seller reads it, and our staff if you cannot agree."),
        widget=WRITTEN,
        max_length=WORDS,
    )
    remedy = forms.ChoiceField(choices=REMEDIES, initial=Remedy.REFUND)
    amount = forms.CharField(
        label=_("How much would be right?"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write how much you ask for.")},
    )
    refund_to = forms.ChoiceField(
        choices=RefundTo.choices, initial=RefundTo.ORIGINAL, required=False
    )
    use_required_attribute = False

    def __init__(
        self, *args: Any, order: Order, draft: Dispute | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _from(draft) if draft else None
        super().__init__(*args, **kwargs)
        self.order, self.draft = order, draft
        self.lines: list[OrderLine] = list(order.lines.all())
        self.fields["amount"].required = self.data.get("remedy", Remedy.PARTIAL) == Remedy.PARTIAL
        self.fields["description"].required = self.is_sent
        for reason in known_reasons.REASONS:
            self._ask(reason)

    @property
    def is_sent(self) -> bool:
        """A draft may lack some of it."""
        return "save" not in self.data

    def asked(self, possible: Iterable[Reason]) -> list[tuple[Reason, list[forms.BoundField]]]:
        """What each of the reasons asks, as the page shows it."""
        return [(one, [self[_name(one, ask)] for ask in one.asks]) for one in possible]

    def quantities(self) -> dict[int, int]:
        """The chosen lines and how many of each; all of a line when its number is no number."""
        if not self.is_bound:
            return (
                {line.line_id: line.quantity for line in self.draft.lines.all()}
                if self.draft
                else {}
            )
        chosen = [line for line in self.lines if self.data.get(f"line-{line.pk}")]
        return {line.pk: self._quantity(line) for line in chosen}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        typed = found.pop("amount", "")
        found["refund_to"] = found.get("refund_to") or RefundTo.ORIGINAL
        found["quantities"] = self.quantities()
        if not found["quantities"]:
            raise ValidationError(_("Choose at least one thing."))
        if found.get("remedy") == Remedy.PARTIAL and typed:
            self._read_amount(found, typed)
        self._check_remedy(found)
        self._read_facts(found)
        return found

    @property
    def cards(self) -> list[RemedyCard]:
        """What can be asked for, the chosen one ticked."""
        return remedy_cards.of_claim(self["remedy"].value())

    @property
    def claim(self) -> Claim:
        return Claim(
            **{name: self.cleaned_data[name] for name in SAID if name in self.cleaned_data}
        )

    def _read_amount(self, found: dict[str, Any], typed: str) -> None:
        try:
            found["amount"] = amount_of(typed, self.order.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return
        if not found["amount"]:
            self.add_error("amount", _("Ask for more than nothing."))

    def _check_remedy(self, found: dict[str, Any]) -> None:
        reason, remedy = found.get("reason"), found.get("remedy")
        if reason and remedy and not reasons.allows(reason, remedy):
            self.add_error("remedy", remedy_cards.choose_from(reason))

    def _ask(self, reason: Reason) -> None:
        """Only what the chosen reason asks has to be answered."""
        is_chosen = self.is_sent and self.data.get("reason") == reason.code
        own = self.draft is not None and self.draft.reason == reason.code
        said = self.draft.facts if self.draft and own else {}
        for question in reason.asks:
            name = _name(reason, question)
            self.fields[name] = question.field(required=is_chosen)
            self.initial[name] = said.get(question.code)

    def _read_facts(self, found: dict[str, Any]) -> None:
        """The answers to the chosen reason's questions, by their codes."""
        reason = reasons.BY_CODE.get(found.get("reason", ""))
        asked = [(one.code, _name(reason, one)) for one in reason.asks] if reason else []
        answered = {code: found.get(name) for code, name in asked}
        found["facts"] = {code: _kept(one) for code, one in answered.items() if one not in EMPTY}
        if reason and (wrong := facts.not_fewer(found["facts"])):
            self.add_error(_name(reason, q.COUNT_RECEIVED), wrong)

    def _quantity(self, line: OrderLine) -> int:
        typed = str(self.data.get(f"quantity-{line.pk}", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 7 else line.quantity


def _name(reason: Reason, question: Question) -> str:
    return f"fact-{reason.code}-{question.code}"


def _kept(answer: Any) -> Any:
    return answer.isoformat() if isinstance(answer, date) else answer


def _from(draft: Dispute) -> dict[str, Any]:
    """What the draft says, as the buyer typed it."""
    is_part = draft.remedy == Remedy.PARTIAL
    return {
        "reason": draft.reason,
        "description": draft.description,
        "remedy": draft.remedy,
        "refund_to": draft.refund_to,
        "amount": as_typed(draft.claimed) if is_part else "",
    }
