"""How what did not work is put into words for a subscriber."""

from django.utils.translation import gettext as _


def refused(messages: list[str]) -> str:
    """What stands above a page whose form was not taken."""
    return " ".join(messages) or _("That did not work. Try once more.")
