"""One letter a customer and day, of all that is late, written in the transaction that looks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import override

from tamio.commerce.dunning.models import Act, Case, Track
from tamio.commerce.dunning.tracks import next_step, on_day, when
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import settings_of
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.letters.reminding import (
    fee_of,
    keep_reminders,
    overdue,
    overdue_row,
    reminder_writer,
    was_written_to_today,
)
from tamio.commerce.letters.sending import Write, send
from tamio.commerce.letters.writing.late import Late, late
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.reminder import Overdue
from tamio.commerce.links.addresses import shop_address
from tamio.commerce.links.orders import make_link
from tamio.commerce.stores.models import Store

_CARDS = (Track.HARD, Track.ACTION, Track.SOFT)


def write_to(case: Case, *, now: datetime) -> bool:
    """Whether a letter was written. Every case of this customer whose step is to write is moved on
    with it; written to today already, they wait until tomorrow.
    """
    store, email = case.store, case.invoice.buyer_email
    due = _due(store, email, now=now)
    if was_written_to_today(store, email, now):
        tomorrow = on_day(store.date_of(now) + timedelta(days=1), store, now=now)
        for each in due:
            each.next_action_at = tomorrow
            each.save(update_fields=["next_action_at"])
        return False
    invoices = _all_late(store, email, due, now=now)
    _write(store, email, invoices, due, now=now)
    for each in due:
        step = next_step(each)
        assert step is not None
        each.done_days = step.after_days
        each.next_action_at = when(each, now=now)
        each.save(update_fields=["done_days", "next_action_at"])
    return True


def write_about(case: Case, *, now: datetime) -> None:
    """A letter about this one, because a person has asked for it: today's or not."""
    _write(case.store, case.invoice.buyer_email, [case.invoice], [case], now=now)


def _due(store: Store, email: str, *, now: datetime) -> list[Case]:
    """Those that are to be written about today."""
    cases = Case.objects.select_for_update(of=("self",)).filter(
        store=store, invoice__buyer_email=email, closed_at=None, next_action_at__lte=now,
        subscription__cancel_on=None,
    )  # fmt: skip
    found = list(cases.select_related("store", "subscription", "invoice").order_by("pk"))
    steps = {each.pk: next_step(each) for each in found}
    unpaid = standings([each.invoice for each in found])
    return [
        each
        for each in found
        if (step := steps[each.pk]) is not None
        and step.act == Act.MAIL
        and unpaid[each.invoice_id].unpaid
    ]


def _all_late(store: Store, email: str, due: Sequence[Case], *, now: datetime) -> list[Invoice]:
    """What the letter sums up: what is due a letter, what else is late, and other sales."""
    today = store.date_of(now)
    late_cases = Case.objects.filter(
        store=store, invoice__buyer_email=email, closed_at=None, disputed_at=None,
        subscription__cancel_on=None, invoice__payments__due_date__lt=today,
    )  # fmt: skip
    pks = {each.invoice_id for each in due} | set(late_cases.values_list("invoice", flat=True))
    settings = settings_of(store)
    if settings.sends_reminders:
        plain = overdue(settings, now=now).filter(buyer_email=email)
        pks |= set(plain.values_list("pk", flat=True))
    found = store.invoices.filter(pk__in=pks).prefetch_related("payments").select_related("store")
    every = list(found.order_by("number"))
    unpaid = standings(every)
    return [each for each in every if unpaid[each.pk].unpaid]


def _write(
    store: Store, email: str, invoices: Sequence[Invoice], due: Sequence[Case], *, now: datetime
) -> None:
    unpaid = standings(invoices)
    by_card = {each.invoice_id for each in due if each.track in _CARDS}
    fees = {each.pk: fee_of(each) * (each.pk not in by_card) for each in invoices}
    latest = invoices[-1]
    language = make_link(invoice=latest, language=None, now=now).language
    with override(language):
        rows = [overdue_row(each, unpaid[each.pk].unpaid, fees[each.pk], now) for each in invoices]
    message = send(
        store=store,
        kind=Kind.REMINDER,
        recipient=email,
        language=language,
        write=_writer(store, rows, due, name=latest.buyer_name),
        now=now,
    )
    keep_reminders(invoices, message, fees, now)


def _writer(store: Store, rows: Sequence[Overdue], due: Sequence[Case], *, name: str) -> Write:
    tracks = {Track(each.track) for each in due}
    worst = next((track for track in _CARDS if track in tracks), None)
    if worst is None:
        return reminder_writer(rows, name=name)
    said = {Track.HARD: Late.CARD, Track.ACTION: Late.APPROVAL, Track.SOFT: Late.LATER}[worst]

    def write(says: StoreSays, language: str) -> Body:
        pages = shop_address(store, "orders/")
        return late(said, rows, name=name, pages=pages, says=says, language=language)

    return write
