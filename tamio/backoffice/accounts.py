"""Who can have an account: people who were invited; and how signing in speaks to them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """No one signs up by themselves; `tamio createuser` and, later, invitations add people."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("That is not the password of this address. Try again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "enter_current_password": _("This is not your current password."),
        "account_inactive": _("This account is closed. Ask an owner of the store to open it."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """As it stands: our subjects name Tamio themselves."""
        return str(subject)
