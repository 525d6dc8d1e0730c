"""Packs leave with the other products, and come back as they were."""

from decimal import Decimal

import pytest

from tamio.commerce.catalogue.exchange import exporting
from tamio.commerce.catalogue.models import ImportProblem, Product, Variant
from tamio.commerce.stores.models import Store
from tests.commerce.test_exchange import checked, counts, imported, problems
from tests.factories import make_pack, make_product, make_store

pytestmark = pytest.mark.django_db

HEAD = "sku;name;price;stock;tags;holds;pack_percent\n"


@pytest.fixture
def store() -> Store:
    """A pack of 240, and one that costs what it holds less a tenth."""
    made = make_store()
    candle = make_product(store=made, sku="LJUS", name="Ljus", price=Decimal(50), stock=7)
    pack = make_pack(store=made, sku="JUL", name="Julpaket", price="240", holds={candle: 2})
    holder = make_product(store=made, sku="STAKE", name="Stake", price=Decimal(150))
    pack.parts.create(variant=holder.lead, quantity=1, position=1)
    make_pack(store=made, sku="TIO", name="Tia", percent="10", holds={candle: 1, holder: 1})
    return made


def exported(store: Store) -> bytes:
    return b"".join(exporting.as_csv(store))


def contents(store: Store, sku: str) -> list[tuple[str, int]]:
    pack = Product.objects.get(store=store, variants__sku=sku)
    return [(part.variant.sku, part.quantity) for part in pack.contents]


def test_an_export_has_packs_below_all_that_they_hold(store: Store) -> None:
    rows = [dict(zip(exporting.HEAD, row, strict=True)) for row in exporting.rows_of(store)]
    assert [row["sku"] for row in rows] == ["LJUS", "STAKE", "JUL", "TIO"]
    assert [row["holds"] for row in rows[2:]] == ["2 x LJUS; 1 x STAKE", "1 x LJUS; 1 x STAKE"]
    assert [(row["price"], row["pack_percent"]) for row in rows[2:]] == [
        ("240,00", ""),
        ("180,00", "10"),
    ]


def test_an_export_imported_again_changes_nothing_and_elsewhere_makes_the_same(
    store: Store,
) -> None:
    file = exported(store)
    assert counts(checked(store, file)) == {"new": 0, "changed": 0, "same": 4, "wrong": 0}
    other = make_store()
    assert counts(imported(other, file)) == {"new": 4, "changed": 0, "same": 0, "wrong": 0}
    assert exported(other) == file
    assert contents(other, "JUL") == [("LJUS", 2), ("STAKE", 1)]


def test_what_a_pack_holds_and_costs_is_changed_by_a_file(store: Store) -> None:
    file = HEAD + "JUL;Julpaket;199;;Jul;3 x LJUS;\nTIO;Tia;1;;;LJUS; STAKE;20\n"
    file = file.replace("LJUS; STAKE", '"LJUS; STAKE"')
    assert counts(imported(store, file)) == {"new": 0, "changed": 2, "same": 0, "wrong": 0}
    assert contents(store, "JUL") == [("LJUS", 3)]
    pack = Variant.objects.get(sku="JUL")
    assert pack.price == 199
    assert pack.product.tags.get().name == "Jul"
    assert Variant.objects.get(sku="TIO").price == 160


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("NY;Nytt;10;;;LJUS;", "holds"),  # one piece
        ("NY;Nytt;10;;;2 x FINNSEJ;", "holds"),
        ("NY;Nytt;10;;;2 x JUL;", "holds"),
        ("NY;Nytt;10;;;många LJUS;", "holds"),
        ("NY;Nytt;10;3;;2 x LJUS;", "stock"),
        ("NY;Nytt;10;;;2 x LJUS;110", "pack_percent"),
        ("NY;Nytt;10;;;;10", "pack_percent"),
        ("LJUS;Ljus;50;;;2 x STAKE;", "holds"),
        ("JUL;Julpaket;240;;;;", "holds"),
    ],
)
def test_a_dry_run_says_what_no_pack_can_be(store: Store, row: str, column: str) -> None:
    assert problems(checked(store, f"{HEAD}{row}\n")) == [(2, column)]


def test_a_pack_of_what_is_refused_above_it_is_refused_too(store: Store) -> None:
    made = imported(store, HEAD + "A;;x;;;;\nB;Fat;10;;;;\nP;Paket;10;;;A;\nQ;Par;15;;;2 x B;\n")
    assert made.new == 2
    wrong = ImportProblem.objects.filter(of=made, row=4).values_list("column", "value")
    assert ("holds", "A") in wrong
    assert contents(store, "Q") == [("B", 2)]
    assert not Variant.objects.filter(sku="P").exists()
