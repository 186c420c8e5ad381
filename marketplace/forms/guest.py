"""Buying without an account, and making one of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from marketplace.forms.address import CheckoutForm
from marketplace.models import SavedAddress, User


class GuestCheckoutForm(CheckoutForm):
    """The same purchase, and where we write to."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("The link to your order goes there. Nothing else does."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, book=SavedAddress.objects.none(), **kwargs)
        del self.fields["keep_address"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        return {**said, "keep_address": False}


class ClaimForm(forms.Form):
    """A password for what was bought."""

    password = forms.CharField(
        label=_("A password for your account"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters; a sentence is best."),
    )

    def __init__(self, *args: Any, guest: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guest = guest

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        known = User(email=self.guest.guest_email, name=self.guest.name)
        password_validation.validate_password(password, known)
        return password
