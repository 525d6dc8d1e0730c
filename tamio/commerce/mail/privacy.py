"""E-mails that were sent to a person's address in the store's name."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.mail.forgetting import blank
from tamio.commerce.mail.models import Message
from tamio.commerce.privacy.records import Extent, Person, Text
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE

_UNDER_WAY = gettext_lazy("An e-mail to this customer has not been sent yet. Try again later.")
#: Kinds whose text holds a link that lets in whoever has it: it is not given out.
_OPENING = frozenset({"link", "invitation"})
#: The kind of letter that tells the store of a customer, with their name and address in it.
_TELLS_THE_STORE = "notice"
label = gettext_lazy("E-mails sent by Tamio")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "kind": message.kind,
            "recipient": message.recipient,
            "subject": message.subject,
            "text": "" if message.kind in _OPENING else message.text,
            "queued_at": message.queued_at,
            "sent_at": message.sent_at,
        }
        for message in _messages(person).order_by("pk")
    ]


def extent(person: Person) -> Extent:
    return Extent(goes=_messages(person).count())


def erase(person: Person, *, now: datetime) -> None:
    blank(_messages(person))


def hindrance(person: Person) -> Text:
    """A letter on its way needs its address."""
    return _UNDER_WAY if _under_way(person) else ""


def _under_way(person: Person) -> bool:
    """What was refused for good, or stopped, does not leave any more."""
    unsent = set(_messages(person).filter(sent_at=None).values_list("pk", flat=True))
    known_of = Delivery.objects.filter(
        destination="mail", kind="mail.queued", subject_id__in=unsent
    )
    stopped = known_of.exclude(state__in=sorted(DUE))
    return bool(unsent - set(stopped.values_list("subject_id", flat=True)))


def _messages(person: Person) -> QuerySet[Message]:
    """To them, and what told the store of them."""
    told = Q(pk=None)
    for address in filter(None, (person.email, *person.earlier)):
        told |= Q(kind=_TELLS_THE_STORE, text__iregex=rf"(^|\s){re.escape(address)}(\s|$)")
    return Message.objects.filter(person.at("recipient") | told, store=person.store_id)
