"""A new store of an agency: what comes along from its template, and what never does."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.test import Client

from tamio.backoffice import slots
from tamio.backoffice.agencies.new_store.copying import SETTINGS
from tamio.commerce.audit.models import Change
from tamio.commerce.content.models import Page, Shopfront
from tamio.commerce.giftcards.models import GiftCardSettings
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.people.models import Agency, Membership
from tamio.commerce.people.roles import Role
from tamio.commerce.shipping.models import (
    ShippingMethod,
    ShippingStep,
    ShippingZone,
    ZoneCountry,
)
from tamio.commerce.stores.models import OwnVatRate, Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_agency, make_invoice, make_store, make_user

#: Fields of a store that say who it is, or follow from that.
OWN = {
    "id", "name", "slug", "agency", "organisation_number", "vat_number", "email", "line1",
    "postal_code", "city", "phone", "website", "seat", "f_tax_approved", "our_reference",
    "bankgiro", "plusgiro", "swish", "iban", "bic", "ocr_kind", "oss_from_date", "tagline",
    "reference_code", "first_steps_put_away_at", "is_sandbox", "clock_ahead",
}  # fmt: skip
#: Tables with a store of their own whose rows come along, whole or in part.
COPIED = {
    "OwnVatRate", "Shopfront", "Page", "LetterSettings", "ShippingZone", "ZoneCountry",
    "ShippingMethod", "Step", "SubscriptionRules", "GiftCardSettings", "PaymentSettings",
    # The integration's, through its slot.
    "Settings", "ChosenAccount", "AlertSettings",
}  # fmt: skip
#: What was sold, to whom, what is sold, who works there, keys, and what others hold.
LEFT = {
    "AlertChoice", "ApiToken", "ArticleLink", "Attempt", "AwaitedShipment", "Backfill",
    "BankEntry", "BankFile", "BulkRun", "Card", "CardMove", "CardSetup", "Cart", "Case",
    "CatalogueImport", "Category", "Change", "ChartAccount", "ClockMove", "Collection",
    "Connection", "CreditNote", "Customer", "CustomerImport", "Delivery", "ExchangeRate",
    "ExchangeRecord", "GiftCard", "Invitation", "Invoice", "Lane", "Membership", "Message",
    "NumberSeries", "Offer", "OfferCode", "OneTimeLink", "Pair", "Payment", "Plan", "Preflight",
    "PriceChange", "Product", "ProviderEvent", "Receipt", "Reconciliation", "Redemption",
    "Refund", "RefundProposal", "Return", "SavedFilter", "SettledFinding", "Shipment",
    "Subscription", "SubscriptionEvent", "Tag", "Variant", "VatCheck", "Withdrawal", "Word",
}  # fmt: skip


class There:
    label = "How sales go there"

    def __init__(self) -> None:
        self.copied: list[tuple[str, str]] = []

    def copy(self, *, source: Store, target: Store, by: str, now: datetime) -> None:
        self.copied.append((source.slug, target.slug))


@pytest.fixture
def there() -> Iterator[There]:
    there = There()
    with slots.store_templates.only(there=there):
        yield there


@pytest.fixture
def agency(db: None) -> Agency:
    return make_agency()


@pytest.fixture
def template(agency: Agency) -> Store:
    """With a little of everything that there is to take over."""
    store = make_store(
        agency=agency, name="Mallen", slug="mallen", prices_include_vat=False, language="en",
        payment_terms_days=15, swish="1231231231", tagline="Vår egen", phone="0470-1",
    )  # fmt: skip
    Shopfront.objects.create(store=store, theme="market", domain="mallen.example", logo_digest="x")
    Page.objects.create(store=store, kind="terms", slug="terms", title_sv="Köpvillkor", text_sv="A")
    LetterSettings.objects.create(
        store=store, greeting_sv="Hej", sends_reminders=True, reminds_from_date=NOW.date()
    )
    zone = ShippingZone.objects.create(store=store, name="Norden")
    ZoneCountry.objects.create(store=store, zone=zone, country="NO")
    for place in (zone, None):
        method = ShippingMethod.objects.create(store=store, zone=place, name_sv="F", name_en="F")
        ShippingStep.objects.create(method=method, start=0, price=49)
    OwnVatRate.objects.create(
        store=store, country="SE", vat_class="food", rate=6, valid_from=NOW.date(), reason="lag"
    )
    PaymentSettings.objects.create(
        store=store, by_swish=True, by_card=True, stripe_key="sk_secret", by_invoice=False
    )
    GiftCardSettings.objects.create(store=store, lasts_months=36)
    return store


def member(agency: Agency, role: Role = Role.AGENCY) -> Client:
    user = make_user()
    Membership.objects.create(user=user, agency=agency, role=role)
    return browser_of(user)


def made_from(agency: Agency, template: Store | None, **fields: str) -> Store:
    given = {"name": "Nya Glashyttan", "slug": "", "template": template.pk if template else ""}
    answer = member(agency).post(f"/agencies/{agency.pk}/stores/new/", {**given, **fields})
    assert answer["Location"] == "/backoffice/nya-glashyttan/"
    return Store.objects.get(slug="nya-glashyttan")


def test_settings_and_texts_come_along(agency: Agency, template: Store, there: There) -> None:
    store = made_from(agency, template)
    assert (store.agency, store.name) == (agency, "Nya Glashyttan")
    assert [getattr(store, name) for name in SETTINGS] == [
        getattr(template, name) for name in SETTINGS
    ]
    assert store.shopfront.theme == "market"
    assert store.pages.get().title_sv == "Köpvillkor"
    assert store.letter_settings.greeting_sv == "Hej"
    assert store.shipping_zones.get().countries.get().country == "NO"
    methods = store.shipping_methods.all()
    assert [each.zone and each.zone.store for each in methods] == [store, None]
    assert [str(each.steps.get().price) for each in methods] == ["49.00", "49.00"]
    assert store.own_vat_rates.get().rate == 6
    assert store.gift_card_settings.lasts_months == 36
    assert there.copied == [("mallen", "nya-glashyttan")]


@pytest.mark.usefixtures("there")
def test_who_the_store_is_and_what_it_holds_never_comes_along(
    agency: Agency, template: Store
) -> None:
    make_invoice(store=template)
    store = made_from(agency, template)
    own = (store.organisation_number, store.swish, store.phone, store.tagline)
    assert own == ("", "", "", "")
    assert store.reference_code != template.reference_code
    assert (store.shopfront.domain, store.shopfront.logo_digest) == (None, "")
    payments = store.payment_settings
    assert (payments.by_swish, payments.by_card, payments.stripe_key) == (False, False, "")
    assert payments.by_invoice is False
    for rows in (store.products, store.customers, store.invoices, store.memberships):
        assert not rows.exists()


@pytest.mark.usefixtures("there")
def test_it_is_told_on_the_trail(agency: Agency, template: Store) -> None:
    store = made_from(agency, template)
    change = Change.objects.get(store=store, what="created")
    assert (change.subject_kind, change.after) == ("store", "made from Mallen")


def test_an_empty_store_is_made_from_nothing_and_has_its_first_steps(
    agency: Agency, there: There
) -> None:
    store = made_from(agency, None)
    page = member(agency).get(f"/backoffice/{store.slug}/").content.decode()
    assert "First steps" in page
    assert there.copied == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"slug": "mallen"}, "Another store has the address mallen."),
        ({"name": "!!!"}, "Write an address with letters or digits."),
        ({"slug": "två ord"}, "valid"),
    ],
)
@pytest.mark.usefixtures("template", "there")
def test_what_is_wrong_is_said_and_no_store_is_made(
    agency: Agency, given: dict[str, str], said: str
) -> None:
    fields = {"name": "Ny", "slug": "", "template": "", **given}
    answer = member(agency).post(f"/agencies/{agency.pk}/stores/new/", fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Store.objects.count() == 1


@pytest.mark.usefixtures("there")
def test_another_agencys_store_is_no_template(agency: Agency) -> None:
    theirs = make_store(agency=make_agency())
    fields = {"name": "Ny", "slug": "", "template": str(theirs.pk)}
    answer = member(agency).post(f"/agencies/{agency.pk}/stores/new/", fields)
    assert answer.status_code == 422


@pytest.mark.usefixtures("there")
def test_a_template_that_asks_for_a_second_factor_is_not_shown_without_one(
    agency: Agency, template: Store
) -> None:
    Store.objects.filter(pk=template.pk).update(requires_two_factor=True)
    page = member(agency).get(f"/agencies/{agency.pk}/stores/new/").content.decode()
    assert "Mallen" not in page


def test_the_button_is_for_those_who_may(agency: Agency) -> None:
    may = {
        role: "stores/new/" in member(agency, role).get(f"/agencies/{agency.pk}/").content.decode()
        for role in (Role.OWNER, Role.AGENCY, Role.BOOKKEEPER, Role.VIEWER)
    }
    assert list(may.values()) == [True, True, False, False]


def test_every_table_of_a_store_has_been_thought_of() -> None:
    """A table that is new must be named above before it can be merged."""
    tables = {
        model.__name__
        for model in apps.get_models()
        if any(field.related_model is Store for field in model._meta.concrete_fields)
    }
    assert tables == COPIED | LEFT
    assert not COPIED & LEFT


def test_every_field_of_a_store_has_been_thought_of() -> None:
    fields = {field.name for field in Store._meta.concrete_fields}
    assert fields == OWN | set(SETTINGS)
