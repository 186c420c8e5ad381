"""What a page's form would say of a request: the same sentences, by field."""

from __future__ import annotations

from typing import Any

from django import forms
from rest_framework import exceptions, serializers

from marketplace.api.problems import DOES_NOT_FIT


def cleaned(form: forms.BaseForm) -> dict[str, Any]:
    """What the form makes of it. Raises ValidationError with the form's own sentences.

    The request fits the document by then: what is still wrong is what it means (422).
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    raise serializers.ValidationError(
        {
            ("non_field_errors" if name == "__all__" else name): [
                exceptions.ErrorDetail(str(one.messages[0]), code=DOES_NOT_FIT)
                for one in wrong.as_data()
            ]
            for name, wrong in form.errors.items()
        }
    )
