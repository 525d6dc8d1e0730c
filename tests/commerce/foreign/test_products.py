"""Products of other shops: recognised by the head, cleaned, and nothing lost without a word."""

from decimal import Decimal
from pathlib import Path

import pytest

from tamio.commerce.catalogue.exchange import work
from tamio.commerce.catalogue.exchange.foreign.cells import Prices, plain_text
from tamio.commerce.catalogue.models import CatalogueImport, Product, Variant
from tamio.commerce.importing.problems import LeftOut
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_product, make_store

HERE = Path(__file__).parent
BY = "anna@example.com"


@pytest.fixture
def store(db: None) -> Store:
    return make_store()


def imported(store: Store, name: str, *, include_vat: bool | None = None) -> CatalogueImport:
    """Checked, agreed to and taken in."""
    return imported_text(store, (HERE / name).read_bytes().decode(), include_vat=include_vat)


def imported_text(
    store: Store, content: str, *, include_vat: bool | None = None
) -> CatalogueImport:
    made = work.begin(
        store=store, file_name="varor.csv", content=content.encode(), by=BY, now=NOW,
        prices_include_vat=include_vat,
    )  # fmt: skip
    for _ in range(2):
        while made.is_under_way:
            work.step(made, now=NOW)
            made.refresh_from_db()
        work.agree(made, by=BY)
        made.refresh_from_db()
    return made


def told(made: CatalogueImport) -> str:
    return " ".join(each["message"] % each["words"] for each in made.left_out)


def test_a_shopify_product_comes_with_its_variants(store: Store) -> None:
    made = imported(store, "shopify_products.csv")
    assert (made.source, made.new, made.wrong) == ("shopify", 4, 0)
    sweater = Product.objects.get(name="Ulltröja")
    assert sweater.description == "Varm & mjuk.\n\n- Ull\n- Tvättas kallt"
    assert sweater.options == ["Färg", "Storlek"]
    red, blue = sweater.variants.all()
    assert (red.sku, red.values, red.stock, red.weight) == ("TROJA-ROD-M", ["Röd", "M"], 7, 450)
    assert (red.price, red.ean) == (Decimal("1249.50"), "7310865004703")
    assert (red.cost, blue.cost) == (Decimal(600), None)
    assert (blue.sku, blue.values, blue.stock, blue.ean) == ("ULLTROJA-BLA-L", ["Blå", "L"], 0, "")
    assert [str(each) for each in sweater.categories.all()] == ["Tröjor"]
    assert {str(each) for each in sweater.tags.all()} == {"vinter", "ull"}


def test_what_shopify_does_not_ship_or_tax_or_show_stays_so(store: Store) -> None:
    imported(store, "shopify_products.csv")
    pattern = Variant.objects.select_related("product").get(sku="MONSTER-1")
    assert (pattern.product.item_type, pattern.stock) == ("digital", None)
    assert pattern.product.options == []
    lesson = Product.objects.get(name="Sticklektion")
    assert (lesson.vat_class, lesson.active) == ("exempt", False)


def test_what_is_not_taken_over_is_said(store: Store) -> None:
    said = told(imported(store, "shopify_products.csv"))
    for column in ("Vendor", "Image Src", "Variant Compare At Price"):
        assert column in said
    assert "A barcode that is no EAN is left out." in said
    assert "Variant Weight Unit" not in said


def test_a_woocommerce_product_comes_with_its_variations(store: Store) -> None:
    made = imported(store, "woocommerce_products.csv")
    assert made.source == "woocommerce"
    cup = Product.objects.get(name="Kåsa")
    assert cup.description == "Av björk.\n\nSnidad för hand."
    small, large = cup.variants.all()
    assert (small.sku, small.values, small.stock, small.weight) == ("KASA-L", ["Liten"], 5, 250)
    assert (large.sku, large.stock, large.backorder, large.weight) == ("WOO-12", -1, True, 400)
    assert (small.active, large.active) == (True, False)
    # The variation's own limit, or else that of its product.
    assert (small.low_stock, large.low_stock) == (2, 3)
    assert {str(each) for each in cup.categories.all()} == {"Koppar", "Gåvor"}
    assert str(cup.categories.get(name="Koppar").parent) == "Kök"
    assert {str(each) for each in cup.tags.all()} == {"trä", "hand, snidad"}


def test_a_tax_class_that_names_no_rate_is_refused_with_the_classes_that_there_are(
    store: Store,
) -> None:
    made = imported(store, "woocommerce_products.csv")
    problem = made.problems.get()
    assert (problem.column, problem.value) == ("vat_class", "reduced-rate")
    assert "food" in str(problem.words)
    assert not store.variants.filter(sku="SALT").exists()
    spoon = store.variants.select_related("product").get(sku="SKED")
    assert (spoon.price, spoon.product.vat_class) == (Decimal(40), "food")
    said = told(made)
    assert "The sale price is taken as the price" in said
    assert "Grouped and external products" in said
    assert "Meta: _farg" in said


@pytest.mark.parametrize(
    ("in_store", "in_file", "price"),
    [
        (True, None, "250.00"), (True, True, "250.00"), (True, False, "312.50"),
        (False, True, "200.00"), (False, False, "250.00"),
    ],
)  # fmt: skip
def test_prices_are_turned_into_the_stores_own_way_of_stating_them(
    store: Store, in_store: bool, in_file: bool | None, price: str
) -> None:
    store.prices_include_vat = in_store
    store.save()
    imported(store, "woocommerce_products.csv", include_vat=in_file)
    assert store.variants.get(sku="KASA-L").price == Decimal(price)
    # Exempt: the same with VAT and without.
    assert store.variants.get(sku="GUIDE").price == 80


def test_a_price_is_rounded_half_up_and_what_is_none_is_left_to_be_refused() -> None:
    without = Prices(in_file=True, in_store=False, rates={"standard": Decimal(25)})
    assert without.cell("0.01") == "0.01"
    assert without.cell("99.99") == "79.99"
    assert without.cell("dyrt") == "dyrt"


def test_importing_again_changes_nothing_and_undoes_no_choice(store: Store) -> None:
    imported(store, "shopify_products.csv")
    Product.objects.filter(name="Ulltröja").update(vat_class="culture")
    again = imported(store, "shopify_products.csv")
    assert (again.new, again.changed, again.same) == (0, 0, 4)
    assert store.categories.count() == 1


def test_what_is_in_the_shop_already_is_found_by_its_sku(store: Store) -> None:
    make_product(store=store, sku="MONSTER-1", name="Gammalt", price=Decimal(10))
    made = imported(store, "shopify_products.csv")
    assert (made.new, made.changed) == (3, 1)
    assert store.variants.get(sku="MONSTER-1").price == 99


def test_nothing_of_a_script_is_left_in_a_description() -> None:
    html = "<h2>Fin</h2><style>p{}</style><p>En&nbsp;rad<br>till</p><script>x()</script>&lt;b&gt;"
    assert plain_text(html, LeftOut()) == "Fin\n\nEn rad\ntill\n<b>"
    left_out = LeftOut()
    assert len(plain_text("å" * 6000, left_out)) == 5000
    assert left_out.as_json(columns="")[0]["rows"] == 1


WITH_COSTS = (
    "ID,Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),"
    "Cost of goods\n"
    '10,variable,KASA,Kåsa,1,,,Storlek,"Liten, Stor, Gratis",61.505\n'
    "11,variation,KASA-L,Kåsa,1,250,KASA,Storlek,Liten,\n"
    "12,variation,KASA-S,Kåsa,1,300,KASA,Storlek,Stor,70\n"
    "13,variation,KASA-G,Kåsa,1,300,KASA,Storlek,Gratis,0\n"
    "14,simple,FAT,Fat,1,100,,,,\n"
)


def test_a_cost_of_goods_comes_along_a_variation_s_or_its_product_s(store: Store) -> None:
    made = imported_text(store, WITH_COSTS)
    assert made.wrong == 0
    assert "Cost of goods" not in told(made)
    costs = dict(Variant.objects.values_list("sku", "cost"))
    assert costs == {
        "KASA-L": Decimal("61.51"), "KASA-S": Decimal(70), "KASA-G": Decimal(0), "FAT": None,
    }  # fmt: skip


def test_a_file_without_costs_leaves_those_that_are_here(store: Store) -> None:
    imported_text(store, WITH_COSTS)
    imported_text(store, WITH_COSTS.replace("Cost of goods", "Meta: _x"))
    assert Variant.objects.get(sku="KASA-S").cost == 70
