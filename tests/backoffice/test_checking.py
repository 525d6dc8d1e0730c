"""A form is checked while one types: by its own view, of what was touched, writing nothing."""

import re
from decimal import Decimal
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tamio.backoffice.access import store_page
from tamio.backoffice.checking import WroteWhileChecking, accepted, checked
from tamio.commerce.catalogue.models import Product
from tamio.commerce.customers.models import Customer
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_product, make_store

CHECK = {"tamio-check": "1", "hx-request": "true"}
NEW = "/backoffice/glashyttan/products/new/"
PRODUCT = {
    "item_type": "physical", "name": "Vas", "price": "100", "vat_class": "standard", "unit": "st",
    "sku": "VAS-1", "active": "on",
}  # fmt: skip


def check(browser: Client, address: str, form: dict[str, Any], *touched: str) -> HttpResponse:
    return cast(HttpResponse, browser.post(address, form | {"_touched": touched}, headers=CHECK))


def said(answer: HttpResponse) -> dict[str, str]:
    """What is to stand beside each field, by its name."""
    found = re.findall(r'<p id="id_([^"]+)_error"[^>]*>(.*?)</p>', answer.content.decode())
    return {name: re.sub(r"<[^>]+>", "", inside).strip() for name, inside in found}


def test_what_is_wrong_is_said_of_the_fields_that_were_touched(
    browser: Client, store: Store
) -> None:
    answer = check(browser, NEW, {"price": "much", "sku": "VAS-1"}, "price", "sku")
    assert answer.status_code == 200
    assert said(answer) == {"price": "Write an amount, such as 1249,50.", "sku": ""}


def test_the_rules_are_those_of_saving(browser: Client, store: Store) -> None:
    make_product(store=store, sku="TAKEN")
    answer = check(browser, NEW, PRODUCT | {"sku": "TAKEN", "ean": "123"}, "sku", "ean")
    saved = browser.post(NEW, PRODUCT | {"sku": "TAKEN", "ean": "123"})
    assert said(answer) == {name: saved.context["form"].errors[name][0] for name in ("sku", "ean")}


def test_a_check_of_what_is_right_writes_nothing(browser: Client, store: Store) -> None:
    assert check(browser, NEW, PRODUCT, *PRODUCT).status_code == 200
    assert not store.products.exists()
    vase = make_product(store=store, name="Vas", sku="VAS-1")
    address = reverse("backoffice:product", args=[store.slug, vase.pk])
    check(browser, address, PRODUCT | {"name": "Skål", "price": "5"}, "name")
    vase.refresh_from_db()
    assert (vase.name, vase.lead.price) == ("Vas", Decimal(199))


def test_a_check_is_answered_in_words_of_the_one_who_types(store: Store, owner: User) -> None:
    browser = Client(headers={"accept-language": "sv"})
    browser.force_login(owner)
    assert said(check(browser, NEW, {}, "name")) == {"name": "Fältet måste fyllas i."}


def test_the_summary_follows_where_there_is_one(browser: Client, store: Store) -> None:
    form = {**PRODUCT, "price": "", "_summary": "errors-productform"}
    answer = check(browser, NEW, form, "price").content.decode()
    assert 'id="errors-productform" hx-swap-oob="innerHTML"' in answer
    assert "One thing needs correcting." in answer
    # Nothing is said of one that is not on the page, for there is no place for it.
    assert "errors-" not in check(browser, NEW, {**PRODUCT, "price": ""}).content.decode()


def test_a_form_of_several_has_a_summary_for_each(browser: Client, store: Store) -> None:
    page = browser.post(NEW, PRODUCT | {"price": "", "tags": "x" * 501}).content.decode()
    assert 'id="errors-productform"' in page
    assert 'id="errors-belongsform"' in page


def test_who_may_not_save_may_not_check(store: Store) -> None:
    viewer = browser_of(make_member(store=store, email="v@example.com", role=Role.VIEWER))
    assert check(viewer, NEW, PRODUCT, "sku").status_code == 403
    assert check(viewer, "/backoffice/glashyttan/settings/", {}, "name").status_code == 403


def test_another_store_s_forms_are_not_there(browser: Client, store: Store) -> None:
    theirs = make_product(store=make_store(slug="annans"), sku="ANNANS")
    mine = reverse("backoffice:product", args=[store.slug, theirs.pk])
    assert check(browser, mine, PRODUCT, "sku").status_code == 404
    assert check(browser, mine.replace(store.slug, "annans"), PRODUCT, "sku").status_code == 404
    # Nor is it told whether another store has an SKU.
    assert said(check(browser, NEW, PRODUCT | {"sku": "ANNANS"}, "sku")) == {"sku": ""}


def test_a_check_needs_the_token_of_the_form(store: Store, owner: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert check(strict, NEW, PRODUCT, "sku").status_code == 403


def test_who_is_signed_out_stays_where_they_type(store: Store) -> None:
    answer = check(Client(), NEW, PRODUCT, "sku")
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers


def test_who_saves_signed_out_comes_back_to_the_form(store: Store) -> None:
    answer = Client().post(NEW, PRODUCT, headers={"referer": f"http://testserver{NEW}?zone=1"})
    assert answer["Location"].endswith(f"?next={NEW}%3Fzone%3D1")
    elsewhere = Client().post(NEW, PRODUCT, headers={"referer": "https://example.org/backoffice/"})
    assert elsewhere["Location"].endswith("?next=/backoffice/")


def test_a_view_that_checks_no_form_takes_no_check(browser: Client, store: Store) -> None:
    customer = make_invoice(store=store, contents={make_product(store=store): 1}).customer
    assert customer is not None
    address = reverse("backoffice:privacy", args=[store.slug, customer.number])
    assert check(browser, address, {"erase": "1"}).status_code == 400
    assert Customer.objects.get(pk=customer.pk).erased_at is None


def test_a_view_that_writes_first_is_stopped(rf: Any, store: Store, owner: User) -> None:
    @store_page()
    @checked
    def hasty(request: Any) -> HttpResponse:
        Product.objects.filter(store=request.store).update(name="")
        accepted(request)
        raise AssertionError("a check comes no further")

    request = rf.post("/", headers=CHECK)
    request.user, request.htmx = owner, True
    with pytest.raises(WroteWhileChecking):
        hasty(request, store_slug=store.slug)


def test_what_is_saved_is_told_to_the_browser(browser: Client, store: Store) -> None:
    wrong = browser.post(NEW, PRODUCT | {"price": ""})
    assert (wrong.status_code, "tamio_saved" in wrong.cookies) == (422, False)
    right = browser.post(NEW, PRODUCT)
    assert right.status_code == 302
    assert right.cookies["tamio_saved"].value == "%2Fbackoffice%2Fglashyttan%2Fproducts%2Fnew%2F"


@pytest.mark.parametrize(
    ("address", "form", "wrong"),
    [
        ("settings/", {"name": "Glas", "bankgiro": "1"}, "bankgiro"),
        ("offers/new/", {"gives": "percent", "value": "120"}, "value"),
        ("shipping/methods/new/", {"basis": "weight", "start_1": "500"}, "price_1"),
        ("shipping/zones/new/", {"name": ""}, "name"),
        ("gift-cards/new/", {"amount": "-1"}, "amount"),
        ("gift-cards/settings/", {"lasts_months": "x"}, "lasts_months"),
        ("products/packs/new/", {"sku": "not allowed"}, "sku"),
        ("products/categories/new/", {"name": ""}, "name"),
        ("shop/domain/", {"domain": "no domain"}, "domain"),
        ("settings/ways-to-pay/", {"by_card": "on", "stripe_key": "pk_live_1"}, "stripe_key"),
        ("settings/late-payments/", {"hard-0-days": "999"}, "hard-0-days"),
        ("settings/api-tokens/", {"name": ""}, "name"),
    ],
)
def test_every_form_is_checked_by_the_same_way(
    browser: Client, store: Store, address: str, form: dict[str, str], wrong: str
) -> None:
    answer = check(browser, f"/backoffice/glashyttan/{address}", form, wrong)
    assert answer.status_code == 200
    assert said(answer)[wrong]
    page = browser.get(f"/backoffice/glashyttan/{address}").content.decode()
    assert f'hx-post="/backoffice/glashyttan/{address}"' in page


def test_the_terms_of_a_plan_are_held_to_one_another(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    address = reverse("backoffice:new_plan", args=[store.slug, product.pk])
    form = {
        "name": "each month", "price": "99", "count": "1", "unit": "month", "trial_days": "0",
        "alignment": "anniversary", "setup_fee": "0", "min_cycles": "6", "max_cycles": "3",
        "notice_days": "0",
    }  # fmt: skip
    assert said(check(browser, address, form, "max_cycles"))["max_cycles"]


def test_where_a_customer_s_invoices_go_is_checked_on_their_page(
    browser: Client, store: Store
) -> None:
    customer = make_invoice(store=store, contents={make_product(store=store): 1}).customer
    assert customer is not None
    address = reverse("backoffice:invoice_email", args=[store.slug, customer.number])
    assert said(check(browser, address, {"invoice_email": "anna@"}, "invoice_email"))[
        "invoice_email"
    ]
    page = browser.get(reverse("backoffice:customer", args=[store.slug, customer.number]))
    assert f'hx-post="{address}"' in page.content.decode()


def test_nobody_is_offered_a_check_who_may_only_look(store: Store) -> None:
    viewer = browser_of(make_member(store=store, email="v@example.com", role=Role.VIEWER))
    for address in ("settings/", f"products/{make_product(store=store).pk}/"):
        assert "data-check" not in viewer.get(f"/backoffice/glashyttan/{address}").content.decode()
