"""Offers and codes as merchants make them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import Category
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.offers.models import EarlierTerms, Offer, OfferCode, Redemption
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.offers.making import make_code, make_offer
from tests.factories import NOW, buyer, make_cart, make_member, make_product, make_store
from tests.storefront.shopping import seen

PAGE = "/backoffice/glashyttan/offers/"
OFFER = {
    "name": "Höstrea", "gives": "percent", "value": "15", "skus": "", "minimum": "",
    "starts_on": "2026-11-01", "ends_on": "2026-11-30", "active": "on", "lasts": "once",
    "most_uses": "", "most_per_customer": "", "times": "",
}  # fmt: skip
CODED = OFFER | {"needs_code": "on", "most_uses": "5", "lasts": "times", "times": "3"}


def test_an_offer_is_made_and_stands_in_the_list(browser: Client, store: Store) -> None:
    pot = make_product(store=store, sku="KRUKA")

    assert browser.post(f"{PAGE}new/", OFFER | {"skus": "KRUKA"}).status_code == 302

    offer = Offer.objects.get()
    assert offer.value == 15
    assert (offer.starts_on, offer.ends_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert list(offer.products.all()) == [pot]
    assert "−15%" in seen(browser.get(PAGE))
    assert Change.objects.get(subject_kind="offer").what == "created"


def test_what_an_offer_gave_before_it_was_changed_is_kept(browser: Client, store: Store) -> None:
    pot = make_product(store=store, sku="KRUKA")
    browser.post(f"{PAGE}new/", OFFER | {"skus": "KRUKA"})
    offer = Offer.objects.get()

    browser.post(f"{PAGE}{offer.pk}/", OFFER | {"skus": "KRUKA", "name": "Vinterrea"})
    assert not EarlierTerms.objects.exists()
    browser.post(f"{PAGE}{offer.pk}/", OFFER | {"value": "20"})

    earlier = EarlierTerms.objects.get()
    assert (earlier.terms["value"], earlier.terms["products"]) == ("15.00", [pot.pk])


def test_an_offer_is_on_categories_of_the_store_alone(browser: Client, store: Store) -> None:
    home = Category.objects.create(store=store, name="Hem", slug="hem")
    other = Category.objects.create(store=make_store(), name="Annat", slug="annat")

    assert browser.post(f"{PAGE}new/", OFFER | {"categories": other.pk}).status_code == 422
    assert browser.post(f"{PAGE}new/", OFFER | {"categories": home.pk}).status_code == 302

    offer = Offer.objects.get()
    assert list(offer.categories.all()) == [home]
    browser.post(f"{PAGE}{offer.pk}/", OFFER)
    assert Change.objects.get(field="categories").before == "Hem"


def test_what_counts_for_a_subscription_is_kept(browser: Client, store: Store) -> None:
    browser.post(f"{PAGE}new/", CODED)
    offer = Offer.objects.get()
    assert (offer.needs_code, offer.most_uses, offer.lasts, offer.times) == (True, 5, "times", 3)


def test_without_a_code_there_are_no_limits(browser: Client, store: Store) -> None:
    browser.post(f"{PAGE}new/", {**CODED, "needs_code": ""})
    offer = Offer.objects.get()
    assert (offer.most_uses, offer.lasts, offer.times) == (None, "once", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"value": ""}, "Write how much, above 0."),
        ({"value": "101"}, "Write a percent from 0 to 100."),
        ({"skus": "KRUKA, FINNSEJ"}, "No product has the SKU KRUKA, FINNSEJ."),
        ({"ends_on": "2026-10-01"}, "The last day is before the first."),
        ({"needs_code": "on", "lasts": "times"}, "Write the number of charges, such as 3."),
        ({"needs_code": "on", "most_uses": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_offer_is_said_and_not_saved(
    browser: Client, store: Store, wrong: dict[str, str], said: str
) -> None:
    make_product(store=make_store(), sku="KRUKA")
    refused = browser.post(f"{PAGE}new/", OFFER | wrong)
    assert refused.status_code == 422
    assert said in seen(refused)
    assert not Offer.objects.exists()


def test_a_change_is_on_record(browser: Client, store: Store) -> None:
    offer = make_offer(store=store)
    browser.post(f"{PAGE}{offer.pk}/", OFFER | {"value": "20"})
    change = Change.objects.get(field="value")
    assert (change.before, change.after) == ("10.00", "20.00")


def test_one_code_and_many_are_made(browser: Client, store: Store) -> None:
    offer = make_offer(store=store, needs_code=True)
    codes = f"{PAGE}{offer.pk}/codes/"

    browser.post(codes, {"code": "höst 10", "how_many": "1"})
    browser.post(codes, {"code": "vip-", "how_many": "200"})

    made = set(offer.codes.values_list("code", flat=True))
    assert "HÖST10" in made
    assert len(made) == 201
    assert len({code for code in made if code.startswith("VIP-") and len(code) == 12}) == 200
    table = browser.get(f"{PAGE}{offer.pk}/codes.csv").content.decode("utf-8-sig").splitlines()
    assert (len(table), table[0]) == (202, "Code;Uses")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"code": "", "how_many": "1"}, "Write the code."),
        ({"code": "A!", "how_many": "1"}, "Use 3 to 40 letters, digits, - and _ without spaces."),
        ({"code": "HOST10", "how_many": "1"}, "The code is in use already."),
        ({"code": "A", "how_many": "1001"}, "less than or equal to 1000"),
    ],
)
def test_a_wrong_code_is_said(
    browser: Client, store: Store, written: dict[str, str], said: str
) -> None:
    made = make_code(store=store)
    refused = browser.post(f"{PAGE}{made.offer_id}/codes/", written)
    assert refused.status_code == 422
    assert said in seen(refused)
    assert OfferCode.objects.count() == 1


def used(code: OfferCode) -> Invoice:
    product = make_product(store=code.store, price=Decimal(200))
    cart = make_cart(store=code.store, contents={product: 1})
    Cart.objects.update(code=code)
    cart.refresh_from_db()
    return place_order(cart=cart, buyer=buyer(), now=NOW)


@pytest.mark.parametrize("given_back", [True, False])
def test_a_credit_note_gives_the_use_back_if_it_is_ticked(
    browser: Client, store: Store, *, given_back: bool
) -> None:
    code = make_code(store=store)
    invoice = used(code)
    page = f"/backoffice/glashyttan/invoices/{invoice.number}/credit/"
    assert "Give the use of the code HOST10 back" in seen(browser.get(page))
    assert "Used once" in seen(browser.get(f"{PAGE}{code.offer_id}/"))

    sent = {"extent": "everything", "reason": "Retur"}
    browser.post(page, sent | ({"give_back": "on"} if given_back else {}))

    note = CreditNote.objects.get()
    assert Redemption.objects.get().given_back_with == (note if given_back else None)
    said = "is given back" if given_back else "is not given back"
    assert said in seen(browser.get(f"/backoffice/glashyttan/credit-notes/{note.number}/"))


def test_the_list_of_codes_costs_no_query_each(browser: Client, store: Store) -> None:
    offer, counts = make_offer(store=store, needs_code=True), []
    for start in (0, 10):
        OfferCode.objects.bulk_create(
            OfferCode(store=store, offer=offer, code=f"KOD{start + n}") for n in range(10)
        )
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"{PAGE}{offer.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_only_looks_changes_nothing(store: Store) -> None:
    offer = make_offer(store=store)
    reader = browser_of(make_member(store=store, role=Role.VIEWER))
    assert "Höstrea" in seen(reader.get(PAGE))
    assert "Your role lets you see the offer" in seen(reader.get(f"{PAGE}{offer.pk}/"))
    assert reader.post(f"{PAGE}{offer.pk}/", OFFER).status_code == 403
    assert reader.post(f"{PAGE}new/", OFFER).status_code == 403
