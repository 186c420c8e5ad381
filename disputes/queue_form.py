"""What staff look for in the queue. Only what is a choice of the form ever reaches a question."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes import known_reasons
from disputes.models.dispute_state import MAY_DECIDE, UNSENT, Band, DisputeState
from escrow import rights

ANY = ("", _("Any"))
GROUPS = [
    ("us", _("Waits for us")),
    ("them", _("Waits for the two")),
    ("over", _("Over")),
    ("all", _("All of them")),
]
CLOCKS = [
    ANY,
    ("late", _("Past its day")),
    ("soon", _("Due within a day")),
    ("untouched", _("Not touched in time")),
]


class QueueForm(forms.Form):
    """Each field is one narrowing."""

    stands = forms.ChoiceField(label=_("Where it stands"), required=False)
    reason = forms.ChoiceField(label=_("What is wrong"), required=False)
    band = forms.ChoiceField(label=_("Amount"), required=False)
    whose = forms.ChoiceField(label=_("Whose"), required=False)
    clock = forms.ChoiceField(label=_("Clock"), choices=CLOCKS, required=False)
    q = forms.CharField(label=_("Order number"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [state for state in DisputeState if state not in UNSENT]
        self._offer("stands", [*GROUPS, *[(state.value, state.label) for state in states]])
        known = [*known_reasons.REASONS, *known_reasons.BY_SYSTEM]
        self._offer("reason", [ANY, *[(one.code, one.title) for one in known]])
        self._offer("band", [ANY, *Band.choices])
        self._offer("whose", [ANY, ("me", _("Mine")), ("nobody", _("Nobody's")), *_colleagues()])

    def asked(self) -> dict[str, str]:
        """What was chosen and can be; of anything else nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


def colleagues() -> Any:
    """Those who may decide; a handful, and never the people of the shop."""
    staff = rights.holders(MAY_DECIDE, superusers=True).filter(is_staff=True)
    return staff.order_by("name", "pk")


def _colleagues() -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in colleagues()]
