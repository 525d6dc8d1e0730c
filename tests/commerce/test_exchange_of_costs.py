"""What variants cost the store travels with its products, in and out."""

from decimal import Decimal

import pytest

from tamio.commerce.catalogue.exchange import exporting
from tamio.commerce.catalogue.models import Variant
from tests.commerce.test_exchange import checked, counts, imported, problems
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def test_a_cost_comes_in_and_out_and_an_empty_cell_takes_it_away() -> None:
    store = make_store()
    imported(store, "sku;name;price;inköpspris\nA;Vas;100;61,50\nB;Fat;100;\n")
    assert [each.cost for each in Variant.objects.order_by("sku")] == [Decimal("61.50"), None]
    rows = [dict(zip(exporting.HEAD, row, strict=True)) for row in exporting.rows_of(store)]
    assert [(row["sku"], row["cost"]) for row in rows] == [("A", "61,50"), ("B", "")]
    again = b"".join(exporting.as_csv(store))
    assert counts(checked(store, again)) == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    imported(store, "sku;cost\nA;\nB;1\n")
    assert [each.cost for each in Variant.objects.order_by("sku")] == [None, Decimal(1)]
    assert problems(checked(store, "sku;cost\nA;-1\n")) == [(2, "cost")]
