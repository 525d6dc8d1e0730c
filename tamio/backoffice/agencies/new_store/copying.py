"""What a store takes over from its template. What is not named here stays where it is.

Never who the store is, what it sells, to whom or for how much, who works there, and no key, token
or connection: tests/backoffice/people/test_new_store.py names every table of a store.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from tamio.backoffice import slots
from tamio.commerce.content.models import Shopfront
from tamio.commerce.dunning.models import Step
from tamio.commerce.giftcards.models import GiftCardSettings
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.shipping.models import ZoneCountry
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.commerce.subscriptions.models import SubscriptionRules

#: Of the store's own settings. The rest says who it is, or follows from that.
SETTINGS = (
    "country", "payment_terms_days", "reminder_fee", "late_payment_text", "currency",
    "prices_include_vat", "sells_to", "kept_at_rate_change", "unanswered_vat_numbers", "language",
    "time_zone", "requires_two_factor", "accent", "low_stock",
)  # fmt: skip


def settings_of(source: Store) -> dict[str, object]:
    """The fields that a new store begins with."""
    return {name: getattr(source, name) for name in SETTINGS}


def copy(*, source: Store, target: Store, by: str, now: datetime) -> None:
    """All but the settings themselves. Inside a transaction."""
    for part in (_look, _pages, _letters, _shipping, _rules):
        part(source, target)
    target_letters = LetterSettings.objects.filter(store=target, sends_reminders=True)
    # Switched on, they reach back to nothing.
    target_letters.update(reminds_from_date=target.date_of(now))
    for each in slots.store_templates:
        each.copy(source=source, target=target, by=by, now=now)


def _look(source: Store, target: Store) -> None:
    """The theme; a logo and a domain are the other store's own."""
    shopfront = Shopfront.objects.filter(store=source).first()
    if shopfront is not None:
        Shopfront.objects.create(store=target, theme=shopfront.theme)


def _pages(source: Store, target: Store) -> None:
    _again(source.pages.all(), store=target)


def _letters(source: Store, target: Store) -> None:
    _again(LetterSettings.objects.filter(store=source), store=target)


def _shipping(source: Store, target: Store) -> None:
    zones = {zone.pk: _anew(zone, store=target) for zone in source.shipping_zones.all()}
    for country in ZoneCountry.objects.filter(store=source):
        _anew(country, store=target, zone=zones[country.zone_id])
    for method in source.shipping_methods.prefetch_related("steps"):
        steps = list(method.steps.all())
        made = _anew(method, store=target, zone=zones.get(method.zone_id or 0))
        for step in steps:
            _anew(step, method=made)


def _rules(source: Store, target: Store) -> None:
    _again(OwnVatRate.objects.filter(store=source), store=target)
    _again(Step.objects.filter(store=source), store=target)
    _again(SubscriptionRules.objects.filter(store=source), store=target)
    for cards in GiftCardSettings.objects.filter(store=source):
        GiftCardSettings.objects.create(store=target, lasts_months=cards.lasts_months)
    for payments in PaymentSettings.objects.filter(store=source):
        # Cards and Swish take a key and a number that the new store does not have yet.
        PaymentSettings.objects.create(
            store=target, by_invoice=payments.by_invoice, by_test=payments.by_test
        )


def _again(rows: Iterable[Model], **changed: object) -> None:
    for row in rows:
        _anew(row, **changed)


def _anew(row: Model, **changed: object) -> Model:
    """The row once more as a row of its own, with some fields changed."""
    kept = {
        column.name: getattr(row, column.name)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.name not in changed
    }
    return type(row)._default_manager.create(**kept, **changed)
