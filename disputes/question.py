"""A question that a reason asks, and the few ways in which it can be answered.

An answer is a code, a number, a day or a few words as they are; never a sentence. So the other
side reads it in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from escrow import clock

MOST = 100_000
LONGEST = 80


class Kind(Enum):
    ONE = "one"
    SOME = "some"
    COUNT = "count"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True)
class Question:
    """`answers` are the codes of a choice, with the words a person reads."""

    code: str
    text: Promise
    kind: Kind = Kind.ONE
    answers: Mapping[str, Promise] = field(default_factory=dict)

    def field(self, *, required: bool = True) -> forms.Field:
        """How a page asks it; what the field cleans is what every door accepts."""
        return FIELDS[self.kind](self, required)

    def read(self, raw: Any) -> Any:
        """The answer as it is kept. Raises ValidationError with a sentence."""
        found = self.field().clean(raw)
        return found.isoformat() if isinstance(found, date) else found

    def told(self, answer: Any) -> str:
        """The answer in the reader's language."""
        if self.kind == Kind.ONE:
            return str(self.answers.get(answer, answer))
        if self.kind == Kind.SOME:
            return ", ".join(str(self.answers.get(one, one)) for one in answer)
        if self.kind == Kind.DAY:
            return formats.date_format(date.fromisoformat(answer))
        return formats.number_format(answer) if self.kind == Kind.COUNT else quoted(answer)


def quoted(words: str) -> str:
    """A few words as they are."""
    return _("“%(words)s”") % {"words": words}


class DayField(forms.DateField):
    """A day that has been."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: date | None) -> None:
        super().validate(value)
        # Somewhere the day has begun already.
        if value is not None and value.toordinal() > clock.now().date().toordinal() + 1:
            raise ValidationError(_("That day is still to come. Write the day it was."))


def _choice(question: Question, required: bool) -> forms.Field:
    choices = list(question.answers.items())
    many = question.kind == Kind.SOME
    made = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    errors = {"required": _("Choose what fits.")}
    return made(choices=choices, widget=widget, error_messages=errors, **_base(question, required))


def _count(question: Question, required: bool) -> forms.Field:
    errors = {"required": _("Write a number."), "invalid": _("Write a number, like 2.")}
    base = _base(question, required)
    return forms.IntegerField(min_value=0, max_value=MOST, error_messages=errors, **base)


def _day(question: Question, required: bool) -> forms.Field:
    errors = {
        "required": _("Choose the day."),
        "invalid": _("Write the day as year-month-day, like 2025-05-20."),
    }
    return DayField(error_messages=errors, **_base(question, required))


def _words(question: Question, required: bool) -> forms.Field:
    errors = {"required": _("Write a few words.")}
    return forms.CharField(max_length=LONGEST, error_messages=errors, **_base(question, required))


def _base(question: Question, required: bool) -> dict[str, Any]:
    return {"label": question.text, "required": required}


FIELDS = {
    Kind.ONE: _choice,
    Kind.SOME: _choice,
    Kind.COUNT: _count,
    Kind.DAY: _day,
    Kind.WORDS: _words,
}
