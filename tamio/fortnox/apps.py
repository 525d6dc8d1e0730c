"""Wires the integration into the house: what it hears, and which slots it fills."""

from datetime import timedelta

from django.apps import AppConfig


class FortnoxConfig(AppConfig):
    name = "tamio.fortnox"
    label = "fortnox"

    def ready(self) -> None:
        _declare_destination()
        _declare_chores()
        _declare_guards()
        _declare_records()
        _declare_people()
        _fill_slots()


def _declare_destination() -> None:
    from tamio.outbox.destinations import Destination, declare

    declare(
        Destination(
            name="fortnox",
            hears=("invoice.issued", "invoice.credited"),
            deliver="tamio.fortnox.sync.delivering.deliver",
            claims="tamio.fortnox.sync.delivering.claims",
            overlap=4,
            starts_closed="not-connected",
            figures="tamio.fortnox.sync.figures.figures",
        )
    )


def _declare_chores() -> None:
    from tamio.outbox.chores import Chore, declare

    declare(
        Chore(
            name="fortnox-keep-alive",
            every=timedelta(hours=6),
            run="tamio.fortnox.sync.keep_alive.keep_alive",
        )
    )
    declare(
        Chore(
            name="fortnox-alerts",
            every=timedelta(minutes=15),
            run="tamio.fortnox.alerts.chore.look",
        )
    )
    declare(
        Chore(
            name="fortnox-reconcile",
            every=timedelta(seconds=10),
            run="tamio.fortnox.sync.reconcile.making.make_due",
        )
    )
    declare(
        Chore(
            name="fortnox-backfill",
            every=timedelta(seconds=5),
            run="tamio.fortnox.sync.backfill.feeding.feed_due",
        )
    )
    declare(
        Chore(
            name="fortnox-customers",
            every=timedelta(minutes=1),
            run="tamio.fortnox.sync.matching.chore.read_due",
        )
    )


def _declare_guards() -> None:
    from tamio.commerce.sandbox import guards

    guards.declare("tamio.fortnox.sync.sandbox.guard")


def _declare_records() -> None:
    from tamio.commerce.audit.retention import Record, declare
    from tamio.commerce.privacy import records

    records.declare("fortnox", "tamio.fortnox.sync.privacy")
    declare(
        Record(
            name="exchanges",
            model="tamio.fortnox.models.ExchangeRecord",
            erase="tamio.fortnox.sync.erasing.of_exchange",
        )
    )


def _declare_people() -> None:
    from tamio.commerce.people import closing

    closing.declare("fortnox-alerts", "tamio.fortnox.alerts.people.let_go")


def _fill_slots() -> None:
    from tamio.api.slots import (
        provide_credit_submissions,
        provide_preview,
        provide_submission,
    )
    from tamio.backoffice import slots
    from tamio.fortnox.pages import (
        api,
        audit,
        bulk,
        card,
        entry,
        first_steps,
        healths,
        light,
        needs,
        panel,
        places,
        revenue,
        states,
        template,
    )
    from tamio.fortnox.pages.accounts import products
    from tamio.fortnox.pages.backfill import selection
    from tamio.fortnox.pages.preview import dry_run
    from tamio.fortnox.pages.submission_list.listed import SUBMISSIONS

    slots.invoice_panels.fill("fortnox", panel)
    slots.invoice_states.fill("fortnox", states)
    slots.dashboard_cards.fill("fortnox", card)
    slots.needs.fill("fortnox", needs)
    slots.store_templates.fill("fortnox", template)
    slots.store_healths.fill("fortnox", healths)
    slots.first_steps.fill("fortnox", first_steps)
    slots.health_lights.fill("fortnox", light)
    slots.integrations.fill("fortnox", entry.ENTRY)
    slots.bulk_actions.fill("fortnox", bulk.ACTION)
    slots.bulk_actions.fill("fortnox-preview", dry_run.ACTION)
    slots.bulk_actions.fill("fortnox-backfill", selection.ACTION)
    slots.lists.fill("fortnox", SUBMISSIONS)
    slots.places.fill("fortnox", places.PLACES)
    slots.product_fields.fill("fortnox", products)
    slots.revenue_accounts.fill("fortnox", revenue)
    for source in audit.SOURCES:
        slots.audit_sources.fill(source.kind, source)
    provide_submission(api.submission)
    provide_credit_submissions(api.credit_submissions)
    provide_preview(api.preview)
    slots.mount("fortnox", "tamio.fortnox.pages.urls")
