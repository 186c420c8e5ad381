"""What a seller answers often."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import CannedReply


class CannedReplyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CannedReply
        fields = ["title", "text"]
        labels = {"title": _("Its name"), "text": _("What it says")}
        help_texts = {"title": _("Only you read it, when you choose.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
