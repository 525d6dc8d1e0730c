"""What has no use for packs leaves them alone: variants in files, plans, articles."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.exchange import work
from tamio.commerce.catalogue.models import ImportProblem, Product
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan
from tamio.commerce.subscriptions.plans import Terms, make_plan
from tests.factories import NOW, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def pack(store: Store) -> Product:
    return make_pack(store=store, sku="PAKET", holds={make_product(store=store, sku="LJUS"): 2})


@pytest.mark.usefixtures("pack")
def test_a_file_adds_no_variant_to_a_pack(store: Store) -> None:
    content = b"sku;group;name;price\nPAKET;;Paket;100\nNY;PAKET;Ny;10\n"
    made = work.begin(store=store, file_name="varor.csv", content=content, by="a", now=NOW)
    while made.is_under_way:
        work.step(made, now=NOW)
        made.refresh_from_db()

    problems = ImportProblem.objects.filter(of=made).values_list("row", "column")
    assert list(problems) == [(3, "group")]


def test_a_plan_is_not_made_of_a_pack(pack: Product) -> None:
    terms = Terms(unit=Unit.MONTH, count=1, price=Decimal(99))
    with pytest.raises(ValidationError) as refused:
        make_plan(variant=pack.lead, name="Varje månad", terms=terms, by="a", now=NOW)
    assert list(refused.value.message_dict) == ["variant"]
    assert not Plan.objects.exists()
