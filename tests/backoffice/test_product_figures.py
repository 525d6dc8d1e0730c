"""VAT and margin on a product's form: reckoned by the server, as written and as saved."""

import re
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.stores.models import Store
from tests.backoffice.test_checking import NEW, PRODUCT, check
from tests.factories import make_product


def text(page: str, key: str = "product") -> str:
    """The words of one variant's figures."""
    found = re.search(
        rf'<div class="priced-figures[^"]*" id="figures-{key}".*?</div>\s*(?=<|$)', page, re.DOTALL
    )
    assert found is not None
    inside = page[found.start() :]
    return " ".join(re.sub(r"<[^>]+>", " ", inside).split()).replace("\N{NO-BREAK SPACE}", " ")


def address(product: Product) -> str:
    return reverse("backoffice:product", args=["glashyttan", product.pk])


def test_figures_follow_what_is_written(browser: Client, store: Store) -> None:
    answer = check(browser, NEW, PRODUCT | {"price": "125", "cost": "60,00"}).content.decode()
    assert 'id="figures-product" data-follows hx-swap-oob="true"' in answer
    assert text(answer).startswith(
        "Without VAT SEK 100.00 VAT 25% SEK 25.00 With VAT SEK 125.00"
        " Gross profit SEK 40.00 Margin 40%"
    )


def test_they_follow_the_vat_class_and_how_the_store_states_its_prices(
    browser: Client, store: Store
) -> None:
    Store.objects.filter(pk=store.pk).update(prices_include_vat=False)
    form = PRODUCT | {"price": "100", "vat_class": "books"}
    assert "VAT 6% SEK 6.00 With VAT SEK 106.00" in text(check(browser, NEW, form).content.decode())


def test_while_there_is_no_price_there_are_no_figures(browser: Client, store: Store) -> None:
    for page in (browser.get(NEW), check(browser, NEW, PRODUCT | {"price": "much"})):
        assert text(page.content.decode()).startswith("Without VAT – VAT – With VAT –")


def test_a_price_below_the_cost_is_said(browser: Client, store: Store) -> None:
    form = PRODUCT | {"price": "100", "cost": "90"}
    assert "It is sold below what it costs you." in check(browser, NEW, form).content.decode()
    assert "It is sold below" not in check(browser, NEW, form | {"cost": "80"}).content.decode()


def test_a_cost_is_saved_and_shown_without_scripts(browser: Client, store: Store) -> None:
    assert browser.post(NEW, PRODUCT | {"price": "125", "cost": "60"}).status_code == 302
    product = store.products.get()
    assert product.lead.cost == Decimal(60)
    assert "Margin 40%" in text(browser.get(address(product)).content.decode())


def test_a_cost_that_is_less_than_nothing_is_refused(browser: Client, store: Store) -> None:
    answer = browser.post(NEW, PRODUCT | {"cost": "-1"})
    assert answer.status_code == 422
    assert "cost" in answer.context["form"].errors


def test_each_variant_has_its_own(browser: Client, store: Store) -> None:
    shirt = make_product(
        store=store, option1="Färg",
        variants=[
            {"sku": "A", "value1": "Blå", "price": Decimal(125), "cost": Decimal(75)},
            {"sku": "B", "value1": "Röd", "price": Decimal(250)},
        ],
    )  # fmt: skip
    first, second = shirt.variants.all()
    page = browser.get(address(shirt)).content.decode()
    assert text(page, f"v{first.pk}").startswith(
        "Without VAT SEK 100.00 VAT 25% SEK 25.00 With VAT SEK 125.00"
        " Gross profit SEK 25.00 Margin 25%"
    )
    assert text(page, f"v{second.pk}").startswith("Without VAT SEK 200.00 VAT 25% SEK 50.00")
    form = {"vat_class": "standard", f"v{first.pk}-price": "250", f"v{first.pk}-cost": "50"}
    answer = check(browser, address(shirt), form).content.decode()
    assert text(answer, f"v{first.pk}").startswith(
        "Without VAT SEK 200.00 VAT 25% SEK 50.00 With VAT SEK 250.00"
        " Gross profit SEK 150.00 Margin 75%"
    )


def test_new_variants_take_the_first_one_s_cost(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    Variant.objects.filter(product=product).update(cost=Decimal(60))
    options = {"name1": "Färg", "values1": "Blå, Röd"}
    browser.post(reverse("backoffice:product_options", args=[store.slug, product.pk]), options)
    assert [each.cost for each in product.variants.all()] == [Decimal(60), Decimal(60)]


def test_shoppers_never_see_a_cost(client: Client, store: Store) -> None:
    product = make_product(store=store, sku="VAS")
    Variant.objects.filter(product=product).update(cost=Decimal("61.37"))
    for page in ("", "products/VAS/", "search/?q=produkt"):
        shown = client.get(f"/s/glashyttan/{page}")
        assert shown.status_code == 200
        assert not re.search(r"61[.,]37", shown.content.decode())
