"""Signs in as a person would, with the codes that their app would show."""

import time
from html import unescape
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from tamio.commerce.people.models import User

PASSWORD = "a long enough secret"


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_app(user: User) -> str:
    """The secret of the app that is now the person's second factor."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    return secret


def recovery_codes_of(user: User) -> list[str]:
    kept = Authenticator.objects.filter(user=user, type="recovery_codes").first()
    codes = kept.wrap() if kept else RecoveryCodes.activate(user)
    return list(codes.get_unused_codes())


def sign_in(visitor: Client, user: User, *, password: str = PASSWORD) -> Any:
    return visitor.post("/accounts/login/", {"login": user.email, "password": password})


def show_who_i_am(visitor: Client) -> None:
    """Once more, with the password, as what protects an account asks for."""
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())
