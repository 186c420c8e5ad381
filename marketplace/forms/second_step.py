"""The second step of signing in, in plain words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, _("Code from your app, or a recovery code"))


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, _("Code from your app, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """Proof that the app has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, _("The six digits your app shows now"))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey signs in alone, unless the person wants it as a second step only."""

    field_order = ["name", "passwordless"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"passwordless": True, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        _name(self, _("What you call it"))
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without the password")
        alone.help_text = _("Your device asks for your finger, your face or its PIN.")


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, _("What you call it"))


def _as_code(form: forms.Form, label: Any) -> None:
    form.fields["code"].label = label
    form.fields["code"].widget.attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "autofocus": True,
    }


def _name(form: forms.Form, label: Any) -> None:
    form.fields["name"].label = label
    form.fields["name"].max_length = 60  # type: ignore[attr-defined]
    form.fields["name"].widget.attrs["maxlength"] = 60
