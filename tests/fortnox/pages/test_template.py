"""A store made from another: its accounts are proposed, and held to the new company's chart."""

import pytest

from tamio.fortnox.models import AlertSettings, ChartAccount, ChosenAccount, Connection, Settings
from tamio.fortnox.models.connection import Grant
from tamio.fortnox.pages import template
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.accounts.template import PROPOSED
from tests.factories import NOW, make_product, make_store
from tests.fortnox.pages import rows

BY = "anna@example.com"
pytestmark = pytest.mark.django_db


def _source() -> Settings:
    source = make_store()
    rows.connect(source, tenant_id="910001")
    settings = rows.choose_accounts(source)
    settings.automatic, settings.customer_prefix, settings.credit_invoices = False, "N-", True
    settings.save()
    AlertSettings.objects.create(store=source, backlog_hours=9)
    for cell, product, number in (
        ("goods-domestic-12", None, 3002), ("goods-domestic-6", None, 3999),
        ("", make_product(store=source), 3003),
    ):  # fmt: skip
        ChosenAccount.objects.create(
            store=source, tenant_id="910001", cell=cell, product=product, number=number,
            chosen_at=NOW, chosen_by=BY,
        )  # fmt: skip
    return settings


def _copied() -> Settings:
    target = make_store()
    template.copy(source=_source().store, target=target, by=BY, now=NOW)
    return Settings.objects.get(store=target)


def test_choices_are_proposed_and_no_connection_comes_along() -> None:
    copied = _copied()
    assert (copied.automatic, copied.tenant_id) == (False, PROPOSED)
    assert (copied.goods_account, copied.customer_prefix) == (None, "")
    assert copied.credit_invoices is False
    proposed = ChosenAccount.objects.filter(store=copied.store)
    assert dict(proposed.values_list("cell", "number")) == {
        "goods_account": 3001, "services_account": 3041, "goods-domestic-12": 3002,
        "goods-domestic-6": 3999,
    }  # fmt: skip
    assert not Connection.objects.filter(store=copied.store).exists()
    assert AlertSettings.objects.get(store=copied.store).backlog_hours == 9


@pytest.mark.parametrize("has_services", [True, False])
def test_what_the_new_companys_chart_allows_is_chosen_and_the_rest_left_open(
    has_services: bool,
) -> None:
    copied = _copied()
    Connection.objects.create(
        store=copied.store, grant=Grant.SERVICE_ACCOUNT, tenant_id="910002", company_name="Ny AB",
        connected_at=NOW, connected_by=BY,
    )  # fmt: skip
    Settings.objects.filter(pk=copied.pk).update(tenant_id="910002")
    ChartAccount.objects.bulk_create(
        ChartAccount(
            store=copied.store,
            number=number,
            description=name,
            active=has_services or number != 3041,
        )
        for number, name in rows.CHART.items()
    )
    connect._take_over_template(copied.store, now=NOW, by=BY)
    copied.refresh_from_db()
    main = (copied.goods_account, copied.services_account)
    # One of them alone sends nothing: then both are a person's to choose.
    assert main == ((3001, 3041) if has_services else (None, None))
    # 3999 is not in the chart.
    chosen = ChosenAccount.objects.filter(store=copied.store)
    assert list(chosen.values_list("tenant_id", "cell", "number")) == [
        ("910002", "goods-domestic-12", 3002)
    ]


def test_a_template_without_an_integration_copies_nothing() -> None:
    target = make_store()
    template.copy(source=make_store(), target=target, by=BY, now=NOW)
    assert not Settings.objects.filter(store=target).exists()
