"""The facts that a shelf asks of a thing, and others that its seller wants to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Category, CategoryAttribute

PREFIX = "fact"
LONGEST_NAME, LONGEST, MOST = 40, 120, 20
Kind = CategoryAttribute.Kind


class FactsForm(forms.Form):
    """A field for each fact that the shelf asks; none of them has to be said.

    `others` are facts that the shelf does not ask, one on each line.
    """

    others = forms.CharField(
        label=gettext_lazy("Other facts"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One on each line, like “Weight: 200 g”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        shelf: Category | None,
        said: Mapping[str, str],
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """`said` is what the listing says today, `typed` what is only shown once more."""
        self.asked = list(CategoryAttribute.objects.asked_on(shelf)) if shelf else []
        names = {each.name for each in self.asked}
        others = [f"{name}: {value}" for name, value in said.items() if name not in names]
        initial: dict[str, Any] = {each.code: said.get(each.name, "") for each in self.asked}
        initial["others"] = "\n".join(others)
        for name in [*initial] if typed else []:
            initial[name] = (typed or {}).get(f"{PREFIX}-{name}", initial[name])
        super().__init__(data, prefix=PREFIX, initial=initial)
        for each in self.asked:
            self.fields[each.code] = _field(each, initial[each.code])
        self.order_fields([*(each.code for each in self.asked), "others"])

    def clean_others(self) -> dict[str, str]:
        lines = [line for line in self.cleaned_data["others"].splitlines() if line.strip()]
        pairs = [[part.strip() for part in line.partition(":")[::2]] for line in lines]
        if any(not name or not value for name, value in pairs):
            raise ValidationError(_("Write each like this, on a line of its own: Weight: 200 g"))
        if any(len(name) > LONGEST_NAME or len(value) > LONGEST for name, value in pairs):
            raise ValidationError(_("One of these is too long. Put long words in the description."))
        if len(pairs) > MOST:
            raise ValidationError(_("Say at most %d. Put the rest in the description.") % MOST)
        return dict(pairs)

    def facts(self) -> dict[str, str]:
        """What the listing says from now on, the shelf's own facts first."""
        asked = {each.name: str(self.cleaned_data.get(each.code) or "") for each in self.asked}
        return {name: value for name, value in asked.items() if value} | {
            name: value for name, value in self.cleaned_data["others"].items() if name not in asked
        }


def _field(attribute: CategoryAttribute, said: str) -> forms.Field:
    common: dict[str, Any] = {"label": attribute.name, "required": False}
    if attribute.kind == Kind.ONE:
        return forms.ChoiceField(choices=_choices(attribute.choices, said), **common)
    if attribute.kind == Kind.NUMBER:
        return forms.CharField(
            max_length=20,
            validators=[_is_a_number],
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            help_text=attribute.unit,
            **common,
        )
    return forms.CharField(max_length=LONGEST, **common)


def _choices(words: Sequence[str], said: str) -> list[tuple[str, str]]:
    """What was said before the shelf asked like this stays possible."""
    known = [*words, said] if said and said not in words else words
    return [("", _("Not said")), *((word, word) for word in known)]


def _is_a_number(typed: str) -> None:
    if not typed.replace(",", ".").replace(".", "", 1).isdecimal():
        raise ValidationError(_("Write a number, like 12 or 12.5."))
