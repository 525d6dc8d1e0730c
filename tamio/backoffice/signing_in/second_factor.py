"""The second factor: a code from an app, a passkey, or a code one has written down."""

from io import BytesIO
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio import encrypted


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Our words, and secrets that are encrypted at rest like all others."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That code is not right. A code from an app lasts half a minute: take the newest."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Set up an app or a passkey first. Recovery codes are for when you cannot use it."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypted.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encrypted.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Dark on light in both colour schemes: cameras want it so."""
        picture = BytesIO()
        code = segno.make(url, error="m", micro=False)
        code.save(picture, kind="svg", scale=4, border=3, light="#fff", dark="#111")
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        return _("My passkey")


def has_second_factor(user: AbstractBaseUser) -> bool:
    return bool(is_mfa_enabled(user))
