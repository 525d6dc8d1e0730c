"""Which ways to pay a store offers, and its keys, which are never shown again."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tamio.backoffice.payments.settings_form import hint
from tamio.commerce.audit.models import Change
from tamio.commerce.payments.models import Method, PaymentSettings
from tamio.commerce.payments.offering import offered
from tamio.commerce.payments.providers import wording
from tamio.commerce.payments.providers.port import NotSetUp, ProviderError, Unanswered
from tamio.commerce.payments.providers.stripe_pages import StripePages
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.test_checking import check, said
from tests.factories import make_member
from tests.storefront.shopping import seen

URL = "/backoffice/glashyttan/settings/ways-to-pay/"
KEY, SECRET = "sk_test_51abcdEFGH4f2a", "whsec_abcdefgh9xyz"
CARDS = {"by_card": "on", "stripe_key": KEY, "stripe_webhook_secret": SECRET}


@pytest.fixture
def stripe(monkeypatch: pytest.MonkeyPatch) -> dict[str, ProviderError | None]:
    """What Stripe says of a key: `says` is raised."""
    answer: dict[str, ProviderError | None] = {"says": None}

    def check(_pages: Any) -> None:
        if answer["says"]:
            raise answer["says"]

    monkeypatch.setattr(StripePages, "check", check)
    return answer


def test_a_store_sells_on_invoice_until_it_chooses(store: Store) -> None:
    assert offered(store, currency="SEK") == [Method.INVOICE]


@pytest.mark.usefixtures("stripe")
def test_cards_are_offered_with_both_secrets(browser: Client, store: Store) -> None:
    assert browser.post(URL, {"by_invoice": "on", **CARDS}).status_code == 302
    own = PaymentSettings.objects.get()
    assert (own.stripe_key, own.stripe_webhook_secret) == (KEY, SECRET)
    assert offered(store, currency="SEK") == [Method.CARD, Method.INVOICE]


@pytest.mark.usefixtures("stripe")
def test_secrets_are_encrypted_and_never_shown(browser: Client) -> None:
    browser.post(URL, {"by_invoice": "on", **CARDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT stripe_key, stripe_webhook_secret FROM payments_paymentsettings")
        stored = str(cursor.fetchall())
    pages = (
        browser.get(URL).content.decode()
        + browser.get("/backoffice/glashyttan/audit/").content.decode()
    )
    noted = str(list(Change.objects.values()))
    for secret in (KEY, SECRET):
        assert secret not in stored
        assert secret not in pages
        assert secret not in noted
    assert "sk_test_…4f2a" in pages
    assert "sk_test_…4f2a" in noted


@pytest.mark.usefixtures("stripe")
def test_what_is_left_empty_stays(browser: Client) -> None:
    browser.post(URL, {"by_invoice": "on", **CARDS})
    browser.post(URL, {"by_card": "on", "stripe_key": "", "stripe_webhook_secret": ""})
    own = PaymentSettings.objects.get()
    assert (own.stripe_key, own.by_invoice, own.by_card) == (KEY, False, True)


@pytest.mark.usefixtures("stripe", "store")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "Offer at least one way to pay."),
        ({"by_swish": "on"}, "Swish number in its settings first"),
        ({"by_card": "on"}, "Cards need this."),
        (CARDS | {"stripe_key": "pk_live_1"}, "Write the secret key"),
        (CARDS | {"stripe_webhook_secret": "x"}, "Write the signing secret"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, written: dict[str, str], said: str
) -> None:
    answer = browser.post(URL, written)
    assert answer.status_code == 422
    assert said in seen(answer)
    assert not PaymentSettings.objects.exists()


@pytest.mark.usefixtures("store")
def test_a_key_that_stripe_does_not_know_is_refused(
    browser: Client, stripe: dict[str, ProviderError | None]
) -> None:
    stripe["says"] = NotSetUp(wording.key_is_wrong("Stripe", "no such key"))
    answer = browser.post(URL, {"by_invoice": "on", **CARDS})
    assert "Stripe does not know this key" in seen(answer)
    stripe["says"] = Unanswered(wording.no_answer("Stripe", "down"))
    answer = browser.post(URL, {"by_invoice": "on", **CARDS}, follow=True)
    assert "the key is unproven" in seen(answer)
    assert PaymentSettings.objects.get().stripe_key == KEY


def test_who_may_not_change_them_may_look(store: Store) -> None:
    looking = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    assert "/webhooks/stripe/" in looking.get(URL).content.decode()
    assert looking.post(URL, {"by_invoice": "on"}).status_code == 403


@pytest.mark.usefixtures("store")
def test_test_payments_are_only_offered_where_they_are_allowed(
    browser: Client, settings: Any
) -> None:
    assert "by_test" not in browser.get(URL).content.decode()
    browser.post(URL, {"by_invoice": "on", "by_test": "on"})
    assert not PaymentSettings.objects.get().by_test
    settings.TEST_PAYMENTS = True
    assert "by_test" in browser.get(URL).content.decode()


@pytest.mark.parametrize(
    ("secret", "shown"),
    [("", ""), (KEY, "sk_test_…4f2a"), ("rk_live_0123", "rk_live_…0123"), (SECRET, "whsec_…9xyz")],
)
def test_a_secret_is_told_by_its_ends(secret: str, shown: str) -> None:
    assert hint(secret) == shown


@pytest.mark.usefixtures("store")
def test_a_key_is_shown_to_stripe_when_it_is_saved_and_not_while_it_is_typed(
    browser: Client, stripe: dict[str, ProviderError | None]
) -> None:
    stripe["says"] = NotSetUp(wording.key_is_wrong("Stripe", "no such key"))
    form = {"by_invoice": "on", **CARDS}
    assert said(check(browser, URL, form, "stripe_key")) == {"stripe_key": ""}
    assert "Stripe does not know this key" in seen(browser.post(URL, form))
    assert not PaymentSettings.objects.exists()
