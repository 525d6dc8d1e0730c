"""What a field means for the books stands behind a "?" beside it, in both languages."""

from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from tamio.backoffice import meanings as ours
from tamio.backoffice.first_steps.forms import FirstProductForm
from tamio.backoffice.forms.freight import MethodForm
from tamio.backoffice.forms.product import ProductForm
from tamio.backoffice.forms.store import StoreForm
from tamio.backoffice.giftcards.forms import SettingsForm
from tamio.backoffice.payments.settings_form import WaysToPayForm
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages import meanings as theirs
from tamio.fortnox.pages.forms import SettingsForm as IntegrationForm
from tamio.look.meanings import Meaning
from tests.factories import make_product

FORMS = [
    ProductForm, StoreForm, WaysToPayForm, MethodForm, SettingsForm, IntegrationForm,
    FirstProductForm,
]  # fmt: skip
#: The fields whose choice decides what is booked: a form that loses its "?" is found here.
ASKED: dict[type, set[str]] = {
    ProductForm: {"vat_class", "item_type"},
    StoreForm: {"prices_include_vat", "payment_terms_days", "oss_from_date"},
    WaysToPayForm: {"by_invoice", "by_swish", "by_card"},
    MethodForm: {"price_0"},
    SettingsForm: {"lasts_months"},
    IntegrationForm: {"goods_account", "services_account"},
}
EVERY: list[Meaning] = [
    meaning
    for meanings in (
        ours.OF_PRODUCT, ours.OF_STORE, ours.OF_WAYS_TO_PAY, ours.OF_SHIPPING, ours.OF_GIFT_CARDS,
        theirs.SETTINGS,
    )
    for meaning in meanings.values()
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_what_is_explained_is_a_field_of_the_form(form: type) -> None:
    fields: Mapping[str, object] = form.base_fields  # type: ignore[attr-defined]
    explained = set(form.meanings)  # type: ignore[attr-defined]
    if form is not FirstProductForm:
        assert explained <= set(fields)
        assert ASKED[form] <= explained


@pytest.mark.parametrize("meaning", EVERY, ids=lambda meaning: meaning.term)
def test_it_is_said_in_both_languages_in_two_sentences_at_most(meaning: Meaning) -> None:
    told = []
    for language in ("sv", "en"):
        with override(language):
            told.append(str(meaning.text))
    assert told[0] != told[1]
    assert all(len(text) <= 240 for text in told)


@pytest.mark.parametrize(
    ("path", "field", "term"),
    [
        ("products/new/", "VAT class", "Momsklass"),
        ("products/1/", "Type", "Vara eller tjänst"),
        ("settings/", "Payment terms, days", "Betalningsvillkor"),
        ("settings/ways-to-pay/", "Pay by invoice", "Kundfordran"),
        ("shipping/methods/new/", "Price", "Frakt"),
        ("gift-cards/settings/", "Valid for months", "Giltighetstid"),
        ("start/product/", "Type", "Vara eller tjänst"),
    ],
)
def test_it_stands_beside_the_field_with_the_swedish_term(
    browser: Client, store: Store, path: str, field: str, term: str
) -> None:
    product = make_product(store=store)
    address = f"/backoffice/glashyttan/{path.replace('1/', f'{product.pk}/')}"
    page = unescape(browser.get(address).content.decode())
    assert f"What “{field}” means for the books" in page
    assert f'<p class="strong" lang="sv">{term}</p>' in page


def test_a_field_that_says_nothing_of_the_books_has_no_question_mark(browser: Client) -> None:
    page = browser.get("/backoffice/glashyttan/shop/").content.decode()
    assert "meaning-text" not in page
