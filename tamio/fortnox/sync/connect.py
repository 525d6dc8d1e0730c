"""Connects a store to a company, chooses its settings, and disconnects it."""

import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.client.models.company_information import CompanyInformation
from tamio.fortnox.client.oauth import INVOICE_SCOPE, SCOPES
from tamio.fortnox.client.tokens import Tokens
from tamio.fortnox.models import ChartAccount, Connection, Settings
from tamio.fortnox.models.connection import Grant
from tamio.fortnox.sync import changes, sandbox
from tamio.fortnox.sync.accounts import template
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.chart import read_chart
from tamio.fortnox.sync.credits import rights
from tamio.fortnox.sync.matching import reading
from tamio.fortnox.sync.rules import BEFORE_START
from tamio.fortnox.sync.tokens import oauth, store_tokens
from tamio.outbox import batches, lanes
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State

Clock = Callable[[], datetime]
DESTINATION = "fortnox"
#: Of 500 customers each.
PAGES_AT_CONNECT = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that has been asked for: where to send the person, and what to keep until they
    are back. `state` is bound to their session.
    """

    url: str
    state: str
    service_account: bool
    credit_invoices: bool


def begin(
    *, redirect_uri: str, service_account: bool, clock: Clock, credit_invoices: bool = False
) -> Consent:
    """Starts a consent. Without a service account the connection lives on refresh tokens.

    `credit_invoices` asks for the scope of invoices too. A company without the licence for that
    then refuses all of it.
    """
    state = secrets.token_urlsafe(32)
    with oauth(clock=clock) as server:
        url = server.authorization_url(
            redirect_uri=redirect_uri,
            state=state,
            scopes=_asked(credit_invoices=credit_invoices),
            service_account=service_account,
        )
    return Consent(
        url=url, state=state, service_account=service_account, credit_invoices=credit_invoices
    )


def _asked(*, credit_invoices: bool) -> tuple[str, ...]:
    return (*SCOPES, INVOICE_SCOPE) if credit_invoices else SCOPES


def complete(
    *,
    store: Store,
    code: str,
    redirect_uri: str,
    service_account: bool,
    clock: Clock,
    by: str,
    credit_invoices: bool = False,
) -> Connection:
    """Turns the code into a working connection: tokens, company, chart; then opens the lane.

    Raises the client's errors, chart.NoFinancialYear and sandbox.ClockIsMoved; the connection is
    then kept as it was, or, if only the chart could not be read, made without a chart.
    `credit_invoices`: asked for, as begin has it; they are made from now on if they were granted.
    """
    sandbox.check(store)
    with oauth(clock=clock) as server:
        tokens = server.exchange_code(code=code, redirect_uri=redirect_uri)
    if not tokens.scopes:  # not said: then what was asked for (RFC 6749, section 5.1)
        tokens = replace(tokens, scopes=frozenset(_asked(credit_invoices=credit_invoices)))
    grant = Grant.SERVICE_ACCOUNT if service_account else Grant.REFRESH_TOKEN
    company = _company(store, tokens=tokens, clock=clock)
    connection = _connected(store, tokens=tokens, company=company, grant=grant, now=clock(), by=by)
    if credit_invoices and rights.is_allowed(connection):
        choose_credit_invoices(store=store, wanted=True, now=clock(), by=by)
    lanes.open_lane(store_id=store.pk, destination=DESTINATION, now=clock(), by=by)
    refresh_chart(connection=connection, clock=clock, by=by)
    _read_customers(connection, clock=clock)
    return connection


def refresh_chart(*, connection: Connection, clock: Clock, by: str = "tamio") -> int:
    """Reads the chart of today's financial year anew. Raises NoFinancialYear, client errors."""
    store = connection.store
    fortnox = fortnox_for(connection, clock=clock)
    count = read_chart(store=store, fortnox=fortnox, on_date=store.date_of(clock()))
    changes.chart_read(connection=connection, count=count, by=by, now=clock())
    _take_over_template(store, now=clock(), by=by)
    return count


def _take_over_template(store: Store, *, now: datetime, by: str) -> None:
    """What the store was made from has proposed accounts: now there is a chart to hold them to."""
    settings = Settings.objects.select_related("store").filter(store=store).first()
    if settings is None:
        return
    main = template.main_accounts(settings)
    for name, number in main.items():
        setattr(settings, name, number)
    if main:
        choose(settings=settings, now=now, by=by)
    template.take_over(settings, now=now, by=by)


def choose(*, settings: Settings, now: datetime, by: str) -> None:
    """Saves the merchant's choices and lets go what waited for them.

    Raises ValidationError with the field whose account is not an active one of the chart.
    """
    settings.full_clean()
    _check_accounts(settings)
    with transaction.atomic():
        before = Settings.objects.select_for_update().get(pk=settings.pk)
        settings.save()
        changes.chosen(before=before, after=settings, by=by, now=now)
        if settings.start_date < before.start_date:
            _behind_new_sales(settings, now=now)
        for state in _let_go(before=before, after=settings):
            lanes.release(
                store_id=settings.store_id, destination=DESTINATION, state=state, now=now, by=by
            )


def choose_credit_invoices(*, store: Store, wanted: bool, now: datetime, by: str) -> None:
    """Whether Tamio makes credit invoices where its consent lets it. What waits for a person stays
    with them: they may be at work on it.
    """
    with transaction.atomic():
        settings = Settings.objects.select_for_update().get(store=store)
        if settings.credit_invoices == wanted:
            return
        before = Settings.objects.get(pk=settings.pk)
        settings.credit_invoices = wanted
        settings.save(update_fields=["credit_invoices"])
        changes.chosen(before=before, after=settings, by=by, now=now)


def _let_go(*, before: Settings, after: Settings) -> Iterator[State]:
    """Which states the new choices may have freed; what is not free stops again by itself."""
    if after.has_accounts:
        yield State.SETTINGS
    if after.automatic and (not before.automatic or after.start_date < before.start_date):
        yield State.HELD


def _behind_new_sales(settings: Settings, *, now: datetime) -> None:
    """What was older than the start date may be a year's sales: it goes after what is sold now."""
    batches.locked(store_id=settings.store_id, destination=DESTINATION, now=now)
    Delivery.objects.filter(
        store_id=settings.store_id,
        destination=DESTINATION,
        state=State.HELD,
        reason=BEFORE_START,
        priority=Priority.SALE,
    ).update(priority=Priority.BACKFILL)


def disconnect(*, connection: Connection, clock: Clock, by: str) -> None:
    """Forgets the tokens, revokes the consent where Fortnox lets us, and closes the lane."""
    pair = connection.token_pairs.first()
    store_id = connection.store_id
    with transaction.atomic():
        lanes.close_lane(
            store_id=store_id, destination=DESTINATION, reason="not-connected", now=clock(), by=by
        )
        changes.disconnected(connection=connection, by=by, now=clock())
        connection.delete()
    if pair is not None and pair.refresh_token:
        with oauth(clock=clock) as server:
            server.revoke(refresh_token=pair.refresh_token)


def _company(store: Store, *, tokens: Tokens, clock: Clock) -> CompanyInformation:
    """Asked before anything is written: if it fails, the connection there was is untouched."""
    asking = Connection(store=store, tenant_id=tokens.tenant_id or "")
    return fortnox_for(asking, clock=clock, granted=tokens).company_information.get()


def _connected(
    store: Store,
    *,
    tokens: Tokens,
    company: CompanyInformation,
    grant: Grant,
    now: datetime,
    by: str,
) -> Connection:
    with transaction.atomic():
        connection, _created = Connection.objects.update_or_create(
            store=store,
            defaults={
                "grant": grant,
                "tenant_id": company.database_number,
                "company_name": company.company_name[:200],
                "organisation_number": company.organization_number or "",
                "connected_at": now,
                "connected_by": by,
                "renewing_until": None,
            },
        )
        store_tokens(connection=connection, tokens=tokens, now=now)
        changes.connected(connection=connection, by=by, now=now)
        settings, _created = Settings.objects.get_or_create(
            store=store,
            # A store that was set up before goes on as it was chosen there.
            defaults={
                "start_date": store.date_of(now),
                "tenant_id": connection.tenant_id,
                "match_customers": True,
            },
        )
        if settings.tenant_id != connection.tenant_id:
            _move_to_company(settings, tenant_id=connection.tenant_id, by=by, now=now)
    return connection


def _read_customers(connection: Connection, *, clock: Clock) -> None:
    """As far as a person waits for it; the rest, and what fails, is left to the chore."""
    if not Settings.objects.filter(store=connection.store, match_customers=True).exists():
        return
    register = reading.register_of(connection)
    fortnox = fortnox_for(connection, clock=clock, keeps_answers=False)
    try:
        reading.read(register, fortnox=fortnox, clock=clock, most_pages=PAGES_AT_CONNECT)
    except FortnoxError as trouble:
        log.warning("The customers of a company were not read: %s", type(trouble).__name__)


def _move_to_company(settings: Settings, *, tenant_id: str, by: str, now: datetime) -> None:
    """The accounts were another company's: its numbers may mean something else here."""
    ChartAccount.objects.filter(store_id=settings.store_id).delete()
    settings.tenant_id = tenant_id
    settings.goods_account = settings.services_account = None
    before = Settings.objects.get(pk=settings.pk)
    settings.save(update_fields=["tenant_id", "goods_account", "services_account"])
    changes.chosen(before=before, after=settings, by=by, now=now)


def _check_accounts(settings: Settings) -> None:
    active = set(
        ChartAccount.objects.filter(store_id=settings.store_id, active=True).values_list(
            "number", flat=True
        )
    )
    errors = {
        field: [_("Account %(number)s is not an active account in Fortnox.") % {"number": number}]
        for field in ("goods_account", "services_account")
        if (number := getattr(settings, field)) is not None and number not in active
    }
    if errors:
        raise ValidationError(errors)
