"""Integrations → Fortnox → Customer cards: whose is which, and which are probably doubled."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import CardQuestion, Connection, CustomerRegister, Settings
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.csv_files import csv_file
from tamio.fortnox.pages.refusals import TROUBLES, said
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.matching import reading
from tamio.fortnox.sync.matching.choosing import NotACandidate, choose_card, open_questions
from tamio.fortnox.sync.matching.duplicates import MOST_TOLD, Group, Likeness, groups, in_use

#: Pages of 500 cards that a person waits for; the worker reads the rest.
MOST_PAGES = 20
_OWN = "own"


@require_safe
@store_page()
def customers(request: StoreRequest) -> HttpResponse:
    """What waits for a choice, and the probable duplicates among the cards as last read."""
    connection = Connection.objects.filter(store=request.store).first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    register = _register(connection)
    settings = Settings.objects.filter(store=request.store).first()
    found = groups(register) if register else []
    shown = {
        "store": request.store,
        "connection": connection,
        "register": register,
        "count": register.cards.count() if register else 0,
        "matches": bool(settings and settings.match_customers),
        "questions": open_questions(tenant_id=connection.tenant_id, store_id=request.store.pk),
        "groups": found,
        "used": in_use(register, found) if register else set(),
        "may_choose": Right.CONNECT_INTEGRATIONS in request.rights,
    }
    return render(request, "fortnox/customers/customers.html", shown)


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def read_again(request: StoreRequest) -> HttpResponse:
    """Reads the cards anew, as far as a person waits for it."""
    connection = get_object_or_404(Connection.objects.select_related("store"), store=request.store)
    register = reading.register_of(connection)
    fortnox = fortnox_for(connection, clock=now, keeps_answers=False)
    try:
        is_whole = reading.read(
            register, fortnox=fortnox, clock=now, most_pages=MOST_PAGES, anew=True
        )
    except TROUBLES as trouble:
        messages.error(request, said(trouble))
    else:
        messages.success(
            request,
            _("The customer cards are read.")
            if is_whole
            else _("The customer cards are being read; the worker reads what is left."),
        )
    return redirect(page("customers", store=request.store))


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def answer(request: StoreRequest, pk: int) -> HttpResponse:
    """Which card is the customer's; what waited for it is sent."""
    question = get_object_or_404(
        CardQuestion.objects.select_related("customer"),
        pk=pk,
        customer__store=request.store,
        answered_at=None,
    )
    given = request.POST.get("card", "")
    if not given:
        messages.error(request, _("Choose a card first."))
        return redirect(page("customers", store=request.store))
    number = "" if given == _OWN else given.removeprefix("card-")
    try:
        choose_card(question=question, number=number, now=now(), by=request.user.email)
    except NotACandidate:
        messages.error(request, _("That card is none of those that could be the customer's."))
    else:
        messages.success(request, _("Chosen. The sales that waited for it are sent now."))
    return redirect(page("customers", store=request.store))


@require_safe
@store_page()
def duplicates_csv(request: StoreRequest) -> HttpResponse:
    """A line a card, the groups one after another."""
    connection = get_object_or_404(Connection, store=request.store)
    register = _register(connection)
    found = groups(register, most=MOST_TOLD) if register else []
    used = in_use(register, found) if register else set()
    head = [
        _("Group"), _("Likeness"), _("Customer number"), _("Name"), _("Organisation number"),
        _("E-mail"), _("City"), _("Used by Tamio"), _("Read"),
    ]  # fmt: skip
    at = register.whole_at if register else None
    name = f"customer-cards-{request.store.slug}.csv"
    return csv_file(name, head, _lines(found, used, at))


def _lines(found: list[Group], used: set[str], at: datetime | None) -> Iterator[list[str]]:
    for number, group in enumerate(found, start=1):
        for card in group.cards:
            yield [
                str(number),
                _("Same organisation number")
                if group.likeness is Likeness.ORGANISATION_NUMBER
                else _("Same e-mail and name"),
                card.number,
                card.name,
                card.organisation_number,
                card.email,
                card.city,
                _("yes") if card.number in used else "",
                f"{at:%Y-%m-%d}" if at else "",
            ]


def _register(connection: Connection) -> CustomerRegister | None:
    """Of the company that the store is connected to now, if it has ever been read."""
    return CustomerRegister.objects.filter(
        connection=connection, tenant_id=connection.tenant_id
    ).first()
