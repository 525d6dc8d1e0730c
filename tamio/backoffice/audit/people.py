"""Who came, went and signed in, as the audit trail tells it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from tamio.backoffice.audit.sources import ChangeSource
from tamio.commerce.audit.models import Change, What
from tamio.commerce.people.places import AGENCY, PERSON, SIGN_IN
from tamio.commerce.people.words import ROLE_NAMES
from tamio.commerce.stores.models import Store
from tamio.look.chips import Text

_ROLES: dict[str, Text] = {role.value: name for role, name in ROLE_NAMES.items()}


def _people(store: Store, change: Change) -> str:
    return reverse("backoffice:people", args=[store.slug])


PEOPLE = ChangeSource(
    kind="people",
    label=gettext_lazy("People"),
    models={PERSON: None, AGENCY: None, SIGN_IN: None},
    names={AGENCY: gettext_lazy("Agency")},
    address=_people,
    deeds={
        (PERSON, What.CREATED): pgettext_lazy("audit", "Invited"),
        (PERSON, What.CONNECTED): pgettext_lazy("audit", "Joined"),
        (PERSON, What.DISCONNECTED): pgettext_lazy("audit", "Removed"),
        (PERSON, What.ERASED): pgettext_lazy("audit", "Invitation taken back"),
        (AGENCY, What.CONNECTED): pgettext_lazy("audit", "Agency let in"),
        (AGENCY, What.DISCONNECTED): pgettext_lazy("audit", "Agency's access ended"),
        (SIGN_IN, What.CONNECTED): pgettext_lazy("audit", "Signed in"),
    },
    fields={
        "role": gettext_lazy("Role"),
        "two_factor": gettext_lazy("Second factor"),
        "accent": gettext_lazy("Accent colour"),
        "logo": gettext_lazy("Logo"),
    },
    values={
        "role": _ROLES,
        "two_factor": {
            "totp": pgettext_lazy("audit", "Code from an app"),
            "webauthn": pgettext_lazy("audit", "Passkey"),
            "recovery_codes": pgettext_lazy("audit", "Recovery codes"),
        },
        # Of the whole: the role that somebody was invited to or had, and how somebody signed in.
        "": _ROLES
        | {
            "password": pgettext_lazy("audit", "with a password"),
            "two-factor": pgettext_lazy("audit", "with two factors"),
            "passkey": pgettext_lazy("audit", "with a passkey"),
            "invitation": pgettext_lazy("audit", "by an invitation"),
        },
    },
)
