"""The forms of a policy draft: every number in its unit, and what proposing and publishing ask."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow import policy_differences, policy_terms
from escrow.default_policy import BODY
from escrow.models import PolicyDraft
from escrow.money import NotAnAmount
from escrow.policy_terms import Term

UNITS: dict[str, Promise] = {
    policy_terms.DAYS: gettext_lazy("days"),
    policy_terms.HOURS: gettext_lazy("hours"),
    policy_terms.MINUTES: gettext_lazy("minutes"),
    policy_terms.WORKING_DAYS: gettext_lazy("working days"),
    policy_terms.PERCENT: gettext_lazy("%"),
    policy_terms.STARS: gettext_lazy("stars"),
}
# What is changed most often stands open; the long tables are opened by whoever needs them.
OPEN = ("buying", "arrived", "fees")


class TermsForm(forms.Form):
    """Every number of the draft's body. `values` is what to store, by the names of the terms."""

    title = forms.CharField(label=gettext_lazy("What shall change?"), max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, draft: PolicyDraft, typed: QueryDict | None = None) -> None:
        super().__init__(typed, initial={"title": draft.title, "version": draft.version})
        self.terms = {term.name: term for term in policy_terms.every(draft.body)}
        self.body, self.base = draft.body, draft.base.body
        for name, term in self.terms.items():
            self.fields[name] = self._field(term)
            self.initial[name] = f"{term.shown(term.stored(draft.body)):f}"

    def clean(self) -> dict[str, Any]:
        self.values: dict[str, int | float] = {}
        for name, term in self.terms.items():
            if isinstance(typed := self.cleaned_data.get(name), Decimal):
                self._take(name, term, typed)
        return self.cleaned_data

    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields under the words that one looks for them by."""
        for name, terms in groupby(self.terms.values(), key=lambda term: term.group):
            rows = [self._row(term) for term in terms]
            yield {
                "title": policy_differences.group_title(name),
                "rows": rows,
                "open": name in OPEN or any(row["is_new"] or row["field"].errors for row in rows),
            }

    def _field(self, term: Term) -> forms.DecimalField:
        field = forms.DecimalField(
            label=str(term.title),
            error_messages={"invalid": _("Write a number, such as 7 or 2.5.")},
        )
        field.widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        return field

    def _take(self, name: str, term: Term, typed: Decimal) -> None:
        try:
            stored = term.to_store(typed)
        except (ValueError, NotAnAmount):
            self.add_error(name, _("That is too exact. Round it."))
            return
        low, high = term.limits(self.body)
        if not low <= stored <= high:
            said = {"low": term.said(low), "high": term.said(high)}
            self.add_error(name, _("It can be from %(low)s to %(high)s.") % said)
            return
        self.values[name] = stored

    def _row(self, term: Term) -> dict[str, Any]:
        low, high = term.limits(self.body)
        in_force, now = term.stored(self.base), term.stored(self.body)
        return {
            "field": self[term.name],
            "unit": UNITS.get(term.unit, term.currency if term.unit == policy_terms.MONEY else ""),
            "low": term.said(low),
            "high": term.said(high),
            "usual": term.said(term.stored(BODY)),
            "in_force": term.said(in_force),
            "is_new": in_force != now,
        }


class BeginForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What shall change?"), max_length=120)


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Recorded orders (CSV)"))


class PeriodForm(forms.Form):
    since = forms.DateField(label=gettext_lazy("Paid from"))
    until = forms.DateField(label=gettext_lazy("to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class ProposeForm(forms.Form):
    """Why, and from when on; why it was not tried is asked only where it was not."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it shall change"), widget=forms.Textarea({"rows": 3})
    )
    untried_because = forms.CharField(
        label=gettext_lazy("Why it need not be simulated"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Not before (empty: as soon as a second person agrees)"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        required=False,
    )


class PublishForm(forms.Form):
    sha256 = forms.CharField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=gettext_lazy("Why you agree"), widget=forms.Textarea({"rows": 3})
    )
