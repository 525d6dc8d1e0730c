"""The letter that an invitation comes with: in the store's look, or in the agency's name."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.letters.blocks import Block, Body, Button, Facts, Paragraph
from tamio.commerce.letters.drawing import draw
from tamio.commerce.letters.formats import day_text
from tamio.commerce.letters.look import Look, branded, look_of
from tamio.commerce.letters.models import settings_of
from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter, queue
from tamio.commerce.people.models import Invitation
from tamio.commerce.people.roles import Role
from tamio.commerce.people.words import AGENCY_ROLE_WORDS, ROLE_NAMES, ROLE_WORDS
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority

KIND = "invitation"


class NoLane(Exception):
    """E-mail leaves in the lane of a store, and the agency runs none yet."""


def mail_invitation(
    invitation: Invitation, *, token: str, by: str, language: str, now: datetime
) -> Message:
    """Queued in this transaction, in the language of whoever invites. Raises NoLane."""
    store = _lane(invitation)
    with override(language):
        body = _body(invitation, store, address=invitation_address(token), by=by, language=language)
        letter: Letter = draw(body, look=_look(invitation, store, language=language))
    return queue(
        store_id=store.pk,
        kind=KIND,
        recipient=invitation.email,
        letter=letter,
        now=now,
        priority=Priority.CLICK,
    )


def invitation_address(token: str) -> str:
    return f"{settings.ENVIRONMENT.tamio_url.rstrip('/')}/accounts/invitations/{token}/"


def _lane(invitation: Invitation) -> Store:
    if invitation.store is not None:
        return invitation.store
    first = Store.objects.filter(agency=invitation.agency_id).order_by("pk").first()
    if first is None:
        raise NoLane
    return first


def _body(invitation: Invitation, store: Store, *, address: str, by: str, language: str) -> Body:
    words: dict[str, object] = {"by": by, "place": invitation.agency or store.name}
    day = day_text(store.date_of(invitation.expires_at), language=language)
    small = _("The link works once, until %(day)s. If you did not expect this, do nothing.")
    return Body(
        subject=_("Invitation to %(place)s") % words,
        title=_("Invitation to %(place)s") % words,
        blocks=[
            *_asked(invitation, words),
            Button(_("Look at the invitation"), address),
            Paragraph(small % {"day": day}, small=True),
        ],
    )


def _asked(invitation: Invitation, words: dict[str, object]) -> list[Block]:
    role = Role(invitation.role)
    if invitation.store is not None and role == Role.AGENCY:
        asks = _("%(by)s asks your agency to run the store %(place)s in Tamio.")
        stay = _(
            "Everyone at the agency then sees the store. Either of you can end it at any time."
        )
        return [Paragraph(asks % words), Paragraph(stay)]
    means = ROLE_WORDS if invitation.store is not None else AGENCY_ROLE_WORDS
    return [
        Paragraph(_("%(by)s invites you to %(place)s in Tamio.") % words),
        Facts([(_("Your role"), str(ROLE_NAMES[role]))]),
        Paragraph(str(means[role])),
    ]


def _look(invitation: Invitation, store: Store, *, language: str) -> Look:
    """Without what the store says to its customers: in the agency's own look if it is to the
    agency, or to one of its clients' stores.
    """
    look = look_of(store, settings=settings_of(store), language=language)
    look = replace(look, greeting="", footer="")
    if invitation.agency is not None:
        return replace(branded(look, invitation.agency), seller=[invitation.agency.name])
    if store.agency is None or Role(invitation.role) == Role.AGENCY:
        return look
    return branded(look, store.agency)
