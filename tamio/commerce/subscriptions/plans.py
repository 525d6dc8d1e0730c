"""Makes a plan, and gives it other terms: a new version, for those who subscribe from then on."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.subscriptions.dates import Alignment, Unit
from tamio.commerce.subscriptions.models import Plan, PlanVersion
from tamio.commerce.subscriptions.models.plan import LONGEST_TITLE, MOST_UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a merchant says of a plan. Price and fee are as the store states its prices."""

    unit: Unit
    count: int
    price: Decimal
    trial_days: int = 0
    setup_fee: Decimal = Decimal("0.00")
    min_cycles: int = 0
    max_cycles: int = 0
    notice_days: int = 0
    alignment: Alignment = Alignment.ANNIVERSARY

    def problems(self) -> dict[str, list[str]]:
        """By field; empty where there are none."""
        found = {}
        most = MOST_UNITS[self.unit]
        if not 1 <= self.count <= most:
            found["count"] = [_("Write a number from 1 to %(most)d.") % {"most": most}]
        if self.max_cycles and self.max_cycles < self.min_cycles:
            found["max_cycles"] = [_("That is fewer than the periods it binds for.")]
        return found


def make_plan(*, variant: Variant, name: str, terms: Terms, by: str, now: datetime) -> Plan:
    """A plan with its first version. Raises ValidationError by field: then nothing is written."""
    if variant.product.is_pack:
        # Of one VAT class and one stock is what a plan is billed by.
        raise ValidationError({"variant": [_("A pack is not sold by a plan: make it of a part.")]})
    with transaction.atomic():
        store = variant.product.store
        position = Plan.objects.filter(variant=variant).count()
        plan = Plan(store=store, variant=variant, name=name, position=position, created_at=now)
        plan.full_clean()
        plan.save()
        version = _write(plan, number=1, terms=terms, by=by, now=now)
        note_change(subject=_subject(plan), before={}, after=_said(version), by=by, now=now)
        return plan


def revise_plan(*, plan: Plan, terms: Terms, by: str, now: datetime) -> PlanVersion:
    """The plan's new version; the newest one where nothing differs.

    Subscriptions keep theirs. Raises ValidationError by field.
    """
    with transaction.atomic():
        locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        before = locked.current
        if _terms_of(before) == terms and not _is_outdated(before, locked):
            return before
        version = _write(locked, number=before.number + 1, terms=terms, by=by, now=now)
        note_change(
            subject=_subject(locked), before=_said(before), after=_said(version), by=by, now=now
        )
        return version


def terms_of(plan: Plan) -> Terms:
    """Those of its newest version."""
    return _terms_of(plan.current)


def _write(plan: Plan, *, number: int, terms: Terms, by: str, now: datetime) -> PlanVersion:
    problems = terms.problems()
    if problems:
        raise ValidationError(problems)
    store, product = plan.store, plan.variant.product
    if product.is_gift_card:
        raise ValidationError({"variant": [_("A gift card is sold once, and has no plans.")]})
    version = PlanVersion(
        plan=plan,
        number=number,
        at=now,
        by=by,
        title=_title(plan),
        currency=store.currency,
        prices_include_vat=store.prices_include_vat,
        priced_on=store.date_of(now),
        item_type=product.item_type,
        is_on_site=product.is_on_site,
        vat_class=product.vat_class,
        **asdict(terms),
    )
    version.full_clean(exclude=["plan"])
    version.save()
    return version


def _title(plan: Plan) -> str:
    """The variant's own, and the plan's name while both fit."""
    told = f" – {plan.name}"
    return plan.variant.title[: LONGEST_TITLE - len(told)].rstrip() + told


def _terms_of(version: PlanVersion) -> Terms:
    return Terms(
        unit=Unit(version.unit),
        count=version.count,
        price=version.price,
        trial_days=version.trial_days,
        setup_fee=version.setup_fee,
        min_cycles=version.min_cycles,
        max_cycles=version.max_cycles,
        notice_days=version.notice_days,
        alignment=Alignment(version.alignment),
    )


def _is_outdated(version: PlanVersion, plan: Plan) -> bool:
    """Whether the product or the store has become another since."""
    store, product = plan.store, plan.variant.product
    was = (version.title, version.currency, version.prices_include_vat, version.item_type,
           version.is_on_site, version.vat_class)  # fmt: skip
    return was != (_title(plan), store.currency, store.prices_include_vat, product.item_type,
                   product.is_on_site, product.vat_class)  # fmt: skip


def _subject(plan: Plan) -> Subject:
    return Subject(store_id=plan.store_id, kind="plan", id=plan.pk, name=plan.name)


def _said(version: PlanVersion) -> dict[str, Any]:
    return {field: str(value) for field, value in asdict(_terms_of(version)).items()}
