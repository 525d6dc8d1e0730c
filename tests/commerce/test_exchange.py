"""Products in and out as tables: checked whole before anything is changed, then piece by piece."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tamio.commerce.catalogue.exchange import exporting, work
from tamio.commerce.catalogue.exchange.sheets import read
from tamio.commerce.catalogue.models import (
    CatalogueImport,
    Category,
    Collection,
    ImportProblem,
    PriceChange,
    StockMovement,
    Tag,
    Variant,
)
from tamio.commerce.catalogue.models.imports import ImportState
from tamio.commerce.importing import work as engine
from tamio.commerce.importing.problems import Wrong
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_product, make_store

pytestmark = pytest.mark.django_db

BY = "owner@example.com"
HEAD = "sku;name;price;stock\n"


@pytest.fixture
def store() -> Store:
    return make_store()


def checked(store: Store, content: str | bytes) -> CatalogueImport:
    file = content.encode() if isinstance(content, str) else content
    made = work.begin(store=store, file_name="varor.csv", content=file, by=BY, now=NOW)
    return finished(made)


def finished(made: CatalogueImport) -> CatalogueImport:
    while made.is_under_way:
        work.step(made, now=NOW)
        made.refresh_from_db()
    return made


def imported(store: Store, content: str | bytes) -> CatalogueImport:
    made = checked(store, content)
    assert made.state == ImportState.CHECKED, made.refusal
    assert work.agree(made, by=BY)
    made.refresh_from_db()
    return finished(made)


def counts(made: CatalogueImport) -> dict[str, int]:
    return {name: getattr(made, name) for name in ("new", "changed", "same", "wrong")}


def problems(made: CatalogueImport) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in ImportProblem.objects.filter(of=made)]


def test_a_dry_run_changes_nothing_and_says_what_it_would_do(store: Store) -> None:
    make_product(store=store, sku="A", name="Vas", price=Decimal("99.00"), stock=2)
    make_product(store=store, sku="B", name="Fat", price=Decimal("50.00"))
    made = checked(store, HEAD + "A;Vas;99,00;5\nB;Fat;50;\nC;Krus;10;1\nD;;x;\n")
    assert counts(made) == {"new": 1, "changed": 1, "same": 1, "wrong": 1}
    assert problems(made) == [(5, "name"), (5, "price")]
    assert Variant.objects.count() == 2
    assert Variant.objects.get(sku="A").stock == 2


def test_what_was_agreed_to_is_made_with_its_facts(store: Store) -> None:
    made = imported(store, HEAD + "A;Vas;1 249,50;5\nB;Fat;50;\n")
    assert made.state == ImportState.DONE
    vase = Variant.objects.get(sku="A")
    assert (vase.product.name, vase.price, vase.stock) == ("Vas", Decimal("1249.50"), 5)
    assert Variant.objects.get(sku="B").stock is None
    movement = StockMovement.objects.get()
    assert (movement.reason, movement.change, movement.by) == ("imported", 5, BY)
    assert PriceChange.objects.count() == 2
    assert not made.pieces.exists()


def test_columns_that_are_left_out_change_nothing(store: Store) -> None:
    product = make_product(store=store, sku="A", name="Vas", stock=3, ean="2000000000015")
    imported(store, "sku;price\nA;49,90\n")
    product.refresh_from_db()
    lead = product.lead
    assert (product.name, lead.price, lead.stock, lead.ean) == (
        "Vas", Decimal("49.90"), 3, "2000000000015",
    )  # fmt: skip
    assert [each.price for each in lead.price_changes.all()] == [Decimal(199), Decimal("49.90")]


def test_rows_of_one_group_are_variants_of_one_product(store: Store) -> None:
    head = "sku;group;name;price;option1;value1\n"
    made = imported(
        store,
        head + "T-1;;Tröja;199;Färg;Blå\nT-2;T-1;Tröja;199;Färg;Röd\nT-3;T-1;Tröja;249;Färg;Grön\n",
    )
    assert counts(made)["new"] == 3
    shirt = store.products.get()
    assert [each.title for each in shirt.variants.all()] == [
        "Tröja, Blå", "Tröja, Röd", "Tröja, Grön",
    ]  # fmt: skip
    imported(store, head + "T-4;T-2;Tröja;199;Färg;Gul\n")
    assert shirt.variants.count() == 4


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("X Y;;Vas;1;;", "sku"),
        ("X;;;1;;", "name"),
        ("X;;Vas;-1;;", "price"),
        ("X;;Vas;1,234;;", "price"),
        ("X;NIX;Vas;1;Färg;Blå", "group"),
        ("X;;Vas;1;Färg;", "value1"),
        ("X;;Vas;1;;Blå", "option1"),
        ("X;ÄR;Vas;1;Färg;Blå", "value1"),
        ("X;ÄR;Vas;1;Storlek;S", "option1"),
        ("ÄR;;Vas;1;Storlek;S", "option1"),
        ("ÄR;ANNAN;Vas;1;Färg;Blå", "group"),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(store: Store, row: str, column: str) -> None:
    make_product(store=store, sku="ANNAN")
    make_product(store=store, name="Vas", option1="Färg", variants=[{"sku": "ÄR", "value1": "Blå"}])
    made = checked(store, "sku;group;name;price;option1;value1\n" + row + "\n")
    assert problems(made) == [(2, column)]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("type", "magisk"), ("vat_class", "nix"), ("stock", "1,5"), ("stock", "-1"),
        ("backorder", "kanske"), ("low_stock", "-1"), ("weight", "0"), ("ean", "7312345678900"),
        ("unit", "x" * 11),
        ("categories", "Finns inte"), ("collections", "Finns inte"), ("tags", "x" * 41),
        ("description", "x" * 5001), ("active", "möjligen"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_said(store: Store, column: str, cell: str) -> None:
    made = checked(store, f"sku;name;price;{column}\nA;Vas;1;{cell}\n")
    assert problems(made) == [(2, column)]


def test_an_sku_that_stands_twice_is_said_however_far_apart(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 2)
    lines = "".join(f"S{at % 5};Vas;1;\n" for at in range(7))
    made = imported(store, HEAD + lines)
    assert problems(made) == [(7, "sku"), (8, "sku")]
    assert ImportProblem.objects.first().words == {"row": 2}  # type: ignore[union-attr]
    assert store.variants.count() == 5


def test_variants_of_a_row_that_was_refused_are_refused_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 1)
    head = "sku;group;name;price;option1;value1\n"
    made = checked(store, head + "T-1;;;199;Färg;Blå\nT-2;T-1;Tröja;199;Färg;Röd\n")
    assert problems(made) == [(2, "name"), (3, "group")]


def test_products_are_placed_and_tags_are_made(store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    beans = Category.objects.create(store=store, name="Bönor", slug="bonor", parent=coffee)
    gifts = Collection.objects.create(store=store, name="Gåvor", slug="gavor")
    Tag.objects.create(store=store, name="rökt")
    head = "sku\tname\tprice\tcategories\tcollections\ttags\n"
    imported(store, head + "A\tKaffe\t1\tkaffe > BÖNOR\tgåvor\tRökt; ekologiskt\n")
    product = store.products.get()
    assert list(product.categories.all()) == [beans]
    assert list(product.collections.all()) == [gifts]
    assert {tag.name for tag in product.tags.all()} == {"rökt", "ekologiskt"}


def whole(store: Store) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in {"id", "product_id", "store_id"}}
        for row in store.variants.order_by("sku").values()
    ]


def fill(store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    first = make_product(
        store=store, name="=SUMMA(A1)", sku="A", ean="2000000000015", stock=3, low_stock=12,
        weight=450, description="Två\nrader; med \"citat\"", unit="kg", vat_class="food",
    )  # fmt: skip
    first.categories.add(coffee)
    first.tags.add(Tag.objects.create(store=store, name="rökt"))
    make_product(store=store, name="Kurs", sku="B", item_type="service", active=False)
    make_product(
        store=store, name="Tröja", option1="Färg", option2="Storlek",
        variants=[
            {"sku": "T1", "value1": "Blå", "value2": "S", "stock": 0, "backorder": True},
            {"sku": "T2", "value1": "Röd", "value2": "S", "price": Decimal("249.00")},
        ],
    )  # fmt: skip


def table(store: Store, kind: str) -> bytes:
    if kind == "csv":
        return b"".join(exporting.as_csv(store))
    file = io.BytesIO()
    exporting.as_excel(store, into=file)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_comes_back_the_same(store: Store, kind: str) -> None:
    fill(store)
    made = checked(store, table(store, kind))
    assert (counts(made), problems(made)) == (
        {"new": 0, "changed": 0, "same": 4, "wrong": 0},
        [],
    )
    empty = make_store()
    Category.objects.create(store=empty, name="Kaffe", slug="kaffe")
    imported(empty, table(store, kind))
    assert table(empty, "csv") == table(store, "csv")
    assert empty.products.get(variants__sku="A").name == "=SUMMA(A1)"


def test_no_cell_of_an_export_is_a_formula(store: Store) -> None:
    fill(store)
    lines = list(
        csv.DictReader(io.StringIO(table(store, "csv").decode("utf-8-sig")), delimiter=";")
    )
    assert lines[0]["name"] == "'=SUMMA(A1)"
    sheet = load_workbook(io.BytesIO(table(store, "xlsx"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["C2"].value == "=SUMMA(A1)"


def excel(rows: Iterable[Iterable[object]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)
    return file.getvalue()


def test_numbers_of_a_spreadsheet_are_read_as_they_are_meant(store: Store) -> None:
    file = excel([
        ["Artikelnummer", "Namn", "Pris", "Lager", "EAN", "Till salu", "Okänd"],
        [1001, "Vas", 99.5, 12.0, 7310000000010, True, "x"],
    ])  # fmt: skip
    imported(store, file)
    vase = store.variants.get()
    assert (vase.sku, vase.price, vase.stock) == ("1001", Decimal("99.50"), 12)
    assert vase.ean == "7310000000010"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"namn;pris\nVas;1\n",
        b"sku;sku\nA;B\n",
        b'sku;name\n"A;Vas\n',
        b"sku;name\n",
        b"PK\x03\x04 no zip at all",
        "sku;name\n".encode("utf-16"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(store: Store, content: bytes) -> None:
    made = checked(store, content)
    assert made.state == ImportState.REFUSED
    assert made.refusal["message"]
    assert made.content is None
    assert not made.pieces.exists()


def test_a_file_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tamio.commerce.importing.tables.MOST_ROWS", 2)
    with pytest.raises(Wrong):
        list(read(b"sku;name\nA;a\nB;b\nC;c\n").rows)


def test_what_was_sold_while_a_file_was_checked_is_not_undone(store: Store) -> None:
    product = make_product(store=store, sku="A", name="Vas", stock=5)
    made = checked(store, "sku;price\nA;1\n")
    product.variants.update(stock=2)
    work.agree(made, by=BY)
    made.refresh_from_db()
    finished(made)
    assert product.lead.stock == 2


def test_two_workers_do_not_take_in_the_same_piece(store: Store) -> None:
    made = checked(store, HEAD + "A;Vas;1;5\n")
    work.agree(made, by=BY)
    made.refresh_from_db()
    late = CatalogueImport.objects.get(pk=made.pk)
    finished(made)
    work.step(late, now=NOW)
    assert StockMovement.objects.count() == 1
    assert not work.agree(made, by=BY)


def test_another_stores_sku_is_a_new_one_here(store: Store) -> None:
    make_product(store=make_store(), sku="A", price=Decimal(7))
    assert counts(imported(store, HEAD + "A;Vas;1;\n"))["new"] == 1
    assert Variant.objects.filter(sku="A").count() == 2
