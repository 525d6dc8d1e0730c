"""The pages of text: what the law asks for is there from the start, in both languages."""

import pytest
from django.test import Client

from tamio.commerce.content.models import STANDARD, Page, PageKind
from tamio.commerce.content.standard_pages import standard_page
from tamio.commerce.stores.models import Store
from tests.storefront.shopping import Shopper, seen, text

SWEDISH = {"accept-language": "sv"}


@pytest.mark.parametrize("kind", STANDARD)
def test_every_store_has_the_standard_pages_in_both_languages(shopper: Shopper, kind: str) -> None:
    english = shopper.get(f"pages/{kind}/")
    swedish = Client(headers=SWEDISH).get(shopper.url(f"pages/{kind}/"))
    assert english.status_code == swedish.status_code == 200
    assert seen(english) != seen(swedish)
    for answer in (english, swedish):
        assert shopper.store.name in seen(answer)


@pytest.mark.parametrize("kind", STANDARD)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_standard_text_has_headings_or_is_short_and_leaves_no_gap(
    store: Store, kind: str, language: str
) -> None:
    page = standard_page(store, PageKind(kind))
    said = getattr(page, f"text_{language}")
    assert "{" not in said
    assert "\n\n" in said
    assert said == said.strip()


def test_the_pages_say_who_sells_as_the_law_asks(shopper: Shopper) -> None:
    store = shopper.store
    for kind in STANDARD:
        said = seen(shopper.get(f"pages/{kind}/"))
        who = said[said.index("Who we are") :]
        for fact in (store.name, store.line1, store.email, store.organisation_number):
            assert fact in who
        assert store.vat_number in who


def test_the_returns_page_brings_the_model_form_and_the_time(shopper: Shopper) -> None:
    said = seen(Client(headers=SWEDISH).get(shopper.url("pages/returns/")))
    for words in ("fjorton dagar", "Standardblankett", "frånträder mitt/vårt", "Datum"):
        assert words in said


def test_every_page_links_all_pages_of_text_at_its_foot(shopper: Shopper) -> None:
    Page.objects.create(
        store=shopper.store,
        slug="oppettider",
        title_sv="Öppettider",
        text_sv="Vardagar 10 till 18.",
    )
    foot = text(shopper.get())
    for slug in (*STANDARD, "oppettider"):
        assert f'href="{shopper.url(f"pages/{slug}/")}"' in foot


def test_a_page_in_one_language_says_so_to_those_who_read_the_other(shopper: Shopper) -> None:
    Page.objects.create(store=shopper.store, slug="oss", title_sv="Vi", text_sv="Vi finns här.")
    page = text(shopper.get("pages/oss/"))
    assert '<article class="text" lang="sv">' in page
    assert "Vi finns här." in page


def test_what_the_merchant_wrote_is_text_and_never_html(shopper: Shopper) -> None:
    Page.objects.create(
        store=shopper.store, slug="x", title_en="<b>T</b>", text_en="<img src=x onerror=alert(1)>"
    )
    page = text(shopper.get("pages/x/"))
    assert "<img src=x" not in page
    assert "&lt;b&gt;T" in page


def test_a_page_that_is_hidden_or_another_stores_is_not_there(shopper: Shopper) -> None:
    Page.objects.create(store=shopper.store, slug="x", title_sv="X", text_sv="x", active=False)
    assert shopper.get("pages/x/").status_code == 404
    assert shopper.get("pages/own/").status_code == 404
    assert f'{shopper.url("pages/x/")}"' not in text(shopper.get())


def test_the_foot_says_at_once_what_has_changed(shopper: Shopper) -> None:
    assert "Öppettider" not in text(shopper.get())
    page = Page.objects.create(
        store=shopper.store, slug="tider", title_sv="Öppettider", text_sv="Vardagar 10 till 18."
    )
    shopper.store.email = "ny@glashyttan.example"
    shopper.store.save()
    foot = text(shopper.get())
    assert "Öppettider" in foot
    assert "mailto:ny@glashyttan.example" in foot
    page.active = False
    page.save()
    assert "Öppettider" not in text(shopper.get())
