"""Who can have an account: people who were invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """No one signs up by themselves; `tamio createuser` and, later, invitations add people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
