"""Who can have an account: people who were invited; and how signing in speaks to them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store


def agency_of(user: User) -> str:
    """The name of the one agency that runs every store of the person; "" if there is no such."""
    stores = Store.objects.filter(memberships__user=user)
    names = set(stores.values_list("agency", "agency__name"))
    [(_key, name)] = names if len(names) == 1 else [(None, None)]
    return name or ""


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

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], **options: Any
    ) -> Any:
        """Signed by the agency too, where one runs all that the person has to do with."""
        user = context.get("user")
        named = context | {"brand": agency_of(user) if isinstance(user, User) else ""}
        return super().render_mail(template_prefix, email, named, **options)

    def format_email_subject(self, subject: str) -> str:
        """As it stands: our subjects name Tamio themselves."""
        return str(subject)
