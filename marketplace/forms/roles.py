from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.staff_roles import ROLES


class RolesForm(forms.Form):
    """Which roles somebody has from now on, and why."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.name, role.title) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why: it stays in the records.")},
    )

    def words(self) -> dict[str, Any]:
        return {role.name: role.words for role in ROLES}
