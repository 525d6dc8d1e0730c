"""Choices are saved as a whole or not at all, belong to one company, and let go what waited."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.fortnox.models import ChosenAccount, Settings
from tamio.fortnox.sync.accounts.choosing import choose_cells, choose_for_product
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.accounts.loading import accounts_for
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_product, make_store
from tests.fortnox.accounts import charts
from tests.fortnox.pages import rows

pytestmark = pytest.mark.django_db


def choose(settings: Settings, **cells: int | None) -> None:
    chosen = {key.replace("__", "-"): number for key, number in cells.items()}
    choose_cells(settings=settings, chosen=chosen, now=NOW, by=rows.PERSON)


def loaded(settings: Settings) -> RevenueAccounts:
    return accounts_for(settings, invoice=Invoice(buyer_country="SE"), lines=[])


def kept(settings: Settings) -> dict[str, int]:
    found = ChosenAccount.objects.filter(store_id=settings.store_id, product=None)
    return dict(found.values_list("cell", "number"))


def test_cells_are_chosen_changed_emptied_and_left_as_they_are(settings_of_shop: Settings) -> None:
    choose(settings_of_shop, goods__export=3105, goods__eu_business=3108, rounding=3740)
    choose(settings_of_shop, goods__export=3055, goods__eu_business=None, services__oss=None)
    assert kept(settings_of_shop) == {"goods-export": 3055, "rounding": 3740}


def test_who_chose_it_and_when_is_on_record(settings_of_shop: Settings) -> None:
    choose(settings_of_shop, goods__export=3105)
    later = NOW + timedelta(days=1)
    choose_cells(
        settings=settings_of_shop, chosen={"goods-export": 3105}, now=later, by="bo@example.com"
    )
    row = ChosenAccount.objects.get()
    assert (row.chosen_at, row.chosen_by) == (NOW, rows.PERSON)


def test_one_that_cannot_be_chosen_keeps_all_from_being_saved(settings_of_shop: Settings) -> None:
    with pytest.raises(ValidationError) as refused:
        choose(settings_of_shop, goods__export=3105, goods__domestic__12=3001)
    assert set(refused.value.message_dict) == {"goods-domestic-12"}
    assert kept(settings_of_shop) == {}


def test_the_decider_is_loaded_with_two_queries(
    settings_of_shop: Settings, django_assert_num_queries: object
) -> None:
    product = make_product(store=settings_of_shop.store)
    other = make_product(store=settings_of_shop.store)
    for each in (product, other):
        choose_for_product(
            settings=settings_of_shop, product=each, number=3590, on_date=NOW.date(), now=NOW,
            by=rows.PERSON,
        )  # fmt: skip
    invoice = make_invoice(store=settings_of_shop.store, contents={product: 1})
    lines = list(invoice.lines.all())
    with django_assert_num_queries(2):  # type: ignore[operator]
        accounts = accounts_for(settings_of_shop, invoice=invoice, lines=lines)
    assert accounts.products == {product.pk: 3590}


def test_what_was_chosen_in_one_company_does_not_count_in_another(
    settings_of_shop: Settings,
) -> None:
    choose(settings_of_shop, goods__export=3105)
    settings_of_shop.tenant_id = "910002"
    settings_of_shop.save()
    assert loaded(settings_of_shop).cells == {}
    choose(settings_of_shop, goods__export=3055)
    settings_of_shop.tenant_id = "910001"
    settings_of_shop.save()
    assert loaded(settings_of_shop).cells == {"goods-export": 3105}


def test_two_stores_of_one_company_choose_for_themselves(settings_of_shop: Settings) -> None:
    sister = make_store()
    rows.connect(sister)
    charts.read(sister, charts.standard())
    choose(settings_of_shop, goods__export=3105)
    theirs = rows.choose_accounts(sister)
    assert loaded(theirs).cells == {}


def test_what_waited_for_an_account_is_let_go(shop: Store, settings_of_shop: Settings) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SETTINGS, problem=rows.problem())
    choose(settings_of_shop, goods__export=3105)
    assert rows.submission_of(invoice).state == State.WAITING


def test_without_the_main_accounts_nothing_is_let_go(shop: Store) -> None:
    invoice = make_invoice(store=shop)
    rows.put(invoice, State.SETTINGS, problem=rows.problem())
    Settings.objects.filter(store=shop).update(goods_account=None)
    choose(Settings.objects.get(store=shop), goods__export=3105)
    assert rows.submission_of(invoice).state == State.SETTINGS


def test_a_product_has_one_account_or_none(settings_of_shop: Settings) -> None:
    product = make_product(store=settings_of_shop.store, vat_class=VatClass.CULTURE)

    def give(number: int | None) -> list[int]:
        choose_for_product(
            settings=settings_of_shop, product=product, number=number, on_date=NOW.date(),
            now=NOW, by=rows.PERSON,
        )  # fmt: skip
        return list(product.fortnox_accounts.values_list("number", flat=True))

    assert give(3003) == [3003]
    assert give(3043) == [3043]
    with pytest.raises(ValidationError, match="MP1"):
        give(3001)
    assert give(None) == []


def test_the_database_keeps_one_account_a_cell_and_a_product(shop: Store) -> None:
    product = make_product(store=shop, item_type=ItemType.SERVICE)
    fields = {
        "store": shop, "tenant_id": "1", "number": 3001, "chosen_at": NOW, "chosen_by": "a",
    }  # fmt: skip
    ChosenAccount.objects.create(cell="rounding", **fields)
    ChosenAccount.objects.create(product=product, **fields)
    for wrong in (
        {"cell": "rounding"},
        {"product": product},
        {"cell": ""},
        {"cell": "rounding", "product": product},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChosenAccount.objects.create(**fields | wrong)


def test_a_choice_is_told_in_the_audit_trail_from_what_to_what(settings_of_shop: Settings) -> None:
    for number in (3001, 3051, None):
        choose(settings_of_shop, goods__domestic__25=number)

    told = Change.objects.filter(subject_kind="fortnox.accounts", by=rows.PERSON)
    assert list(told.values_list("field", "before", "after")) == [
        ("goods-domestic-25", "", "3001"),
        ("goods-domestic-25", "3001", "3051"),
        ("goods-domestic-25", "3051", ""),
    ]
