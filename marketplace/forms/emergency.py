"""Why a seller's releases should stand still, and what the seller reads of it."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from sellers.models import Seller


class AskForm(forms.Form):
    shop = forms.CharField(label=_("Which shop"), help_text=_("Its name or address, whole."))
    reason = forms.CharField(
        label=_("What you have seen"),
        help_text=_("Only our staff read this. The second person decides by it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )
    words = forms.CharField(
        label=_("What the seller reads"),
        help_text=_("Without a reproach: nothing is decided yet."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def clean_shop(self) -> Seller:
        typed = self.cleaned_data["shop"].strip()
        found = Seller.objects.filter(Q(name=typed) | Q(slug=typed)).first()
        if found is None:
            raise forms.ValidationError(
                say("There is no shop of that name. Copy it from its page.")
            )
        return found
