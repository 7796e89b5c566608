"""allauth's forms as our pages draw them: a label above each field, nothing inside it."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext as _


class _Plain(Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"
            field.help_text = ""


class SignInForm(_Plain, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Who, password, and whether to stay signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].initial = True


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ResetPasswordForm(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""


class ResetPasswordKeyForm(_Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, from a link."""


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one."""


class SetPasswordForm(_Plain, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class AuthenticateForm(_Plain, second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""


class ConfirmCodeForm(_Plain, second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""


class ActivateForm(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""


class _Passkey(_Plain):
    """What does not fit is said in words about passkeys, not about codes."""

    def clean_credential(self) -> Any:
        try:
            check = getattr(super(), "clean_credential", None)
            return check() if check else self.cleaned_data["credential"]
        except ValidationError:
            raise ValidationError(_unfit()) from None

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or self.cleaned_data
        except ValidationError:
            raise ValidationError(_unfit()) from None


def _unfit() -> str:
    return _("This passkey did not fit. Try again, or go on in another way.")


class AddPasskeyForm(_Passkey, passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and what it is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditPasskeyForm(_Plain, passkey.EditWebAuthnForm):  # type: ignore[misc]
    """What a passkey is called."""


class PasskeyForm(_Passkey, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class SignInByPasskeyForm(_Passkey, passkey.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class ConfirmPasskeyForm(_Passkey, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more."""
