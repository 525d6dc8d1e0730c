"""A merchant gives the shop its look, its pages and its domain."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tamio.commerce.audit.models import Change
from tamio.commerce.content.models import Page, PageKind, Shopfront, shopfront_of
from tamio.commerce.content.standard_pages import standard_page
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_member, make_store

URL = "/backoffice/glashyttan/shop/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/>{}</svg>'


def fresh(store: Store) -> Shopfront:
    return shopfront_of(Store.objects.get(pk=store.pk))


def upload(browser: Client, content: bytes | str, name: str = "logo.svg") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return browser.post(f"{URL}logo/", {"logo": SimpleUploadedFile(name, raw)}, follow=True)


def test_a_theme_and_an_accent_are_chosen_and_the_trail_says_so(
    browser: Client, store: Store
) -> None:
    answer = browser.post(URL, {"theme": "market", "accent": "#1D3F72"}, follow=True)
    assert "The look is saved." in answer.content.decode()
    store.refresh_from_db()
    assert (fresh(store).theme, store.accent) == ("market", "#1d3f72")
    changed = dict(Change.objects.values_list("field", "after"))
    assert changed == {"theme": "market", "accent": "#1d3f72"}
    trail = browser.get("/backoffice/glashyttan/audit/").content.decode()
    assert "Accent colour" in trail
    assert "Market" in trail


def test_an_accent_that_is_read_badly_is_told_with_what_is_shown_instead(
    browser: Client, store: Store
) -> None:
    page = browser.post(URL, {"theme": "calm", "accent": "#ffd400"}, follow=True).content.decode()
    assert "contrast of 1." in page
    assert "Links are therefore shown in #" in page


@pytest.mark.parametrize(
    ("field", "value"), [("theme", "nix"), ("theme", ""), ("accent", "red"), ("accent", "#12345")]
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, store: Store, field: str, value: str
) -> None:
    sent = {"theme": "calm", "accent": "#1f4d3f"} | {field: value}
    answer = browser.post(URL, sent)
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.content.decode()
    assert not Shopfront.objects.exists()


@pytest.mark.parametrize("theme", ["calm", "magazine", "market"])
def test_every_theme_is_drawn_in_the_stores_colour(
    browser: Client, store: Store, theme: str
) -> None:
    drawn = browser.get(f"{URL}themes/{theme}.svg?accent=aa3366")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "#aa3366" in drawn.content.decode()
    assert store.accent in browser.get(f"{URL}themes/{theme}.svg?accent=x").content.decode()


def test_there_is_no_other_theme(browser: Client) -> None:
    assert browser.get(f"{URL}themes/nix.svg").status_code == 404


@pytest.fixture
def _files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.mark.usefixtures("_files")
def test_a_logo_is_shown_on_every_page_with_its_size(browser: Client, store: Store) -> None:
    assert "The logo is saved." in upload(browser, SVG.format("")).content.decode()
    front = fresh(store)
    address = f"/s/glashyttan/logo/{front.logo_digest}.svg"
    page = Client().get("/s/glashyttan/").content.decode()
    assert f'src="{address}" alt="{store.name}" width="320" height="80"' in page
    served = Client().get(address)
    assert served["Content-Type"] == "image/svg+xml"
    assert served["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("_files")
def test_a_png_logo_is_shared_with_the_page(browser: Client, store: Store) -> None:
    written = io.BytesIO()
    Image.new("RGB", (400, 100)).save(written, "PNG")
    upload(browser, written.getvalue(), "logo.png")
    assert (
        f"/logo/{fresh(store).logo_digest}.png" in Client().get("/s/glashyttan/").content.decode()
    )


@pytest.mark.usefixtures("_files")
def test_a_logo_that_could_run_is_refused_with_the_reason(browser: Client, store: Store) -> None:
    answer = upload(browser, SVG.format("<script/>"))
    assert answer.status_code == 422
    assert "&lt;script&gt;" in answer.content.decode()
    assert not fresh(store).logo_digest


@pytest.mark.usefixtures("_files")
def test_a_logo_is_taken_away_and_no_longer_served(browser: Client, store: Store) -> None:
    upload(browser, SVG.format(""))
    address = f"/s/glashyttan/logo/{fresh(store).logo_digest}.svg"
    browser.post(f"{URL}logo/deletion/")
    assert not fresh(store).logo_digest
    assert Client().get(address).status_code == 404


def test_a_standard_page_is_kept_only_when_it_says_something_else(
    browser: Client, store: Store
) -> None:
    about = standard_page(store, PageKind.ABOUT)
    sent = {name: getattr(about, name) for name in ("title_sv", "text_sv", "title_en", "text_en")}
    browser.post(f"{URL}pages/about/", sent)
    assert not Page.objects.exists()
    browser.post(f"{URL}pages/about/", sent | {"text_sv": "Vi blåser glas."})
    assert Page.objects.get().text_sv == "Vi blåser glas."
    swedish = Client(headers={"accept-language": "sv"})
    assert "Vi blåser glas." in swedish.get("/s/glashyttan/pages/about/").content.decode()
    browser.post(f"{URL}pages/about/deletion/")
    assert not Page.objects.exists()
    assert Change.objects.filter(subject_kind="page", field="text_sv").count() == 2


def test_a_page_of_the_stores_own_is_written_and_taken_away(browser: Client, store: Store) -> None:
    sent = {"title_sv": "Öppettider", "text_sv": "Alltid.", "slug": "oppet", "active": "on"}
    assert browser.post(f"{URL}new-page/", sent).status_code == 302
    assert Client().get("/s/glashyttan/pages/oppet/").status_code == 200
    browser.post(f"{URL}pages/oppet/deletion/")
    assert Client().get("/s/glashyttan/pages/oppet/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "terms"}, "slug"),
        ({"slug": "Å"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"title_sv": ""}, "title_sv"),
        ({"text_sv": ""}, "text_sv"),
        ({"title_sv": "", "text_sv": ""}, "title_sv"),
        ({"text_en": "Words"}, "title_en"),
    ],
)
def test_what_a_page_lacks_is_said_at_its_field(
    browser: Client, store: Store, changes: dict[str, str], field: str
) -> None:
    Page.objects.create(store=store, slug="taken", title_sv="T", text_sv="T")
    sent = {"title_sv": "Öppettider", "text_sv": "Alltid.", "slug": "oppet", "active": "on"}
    answer = browser.post(f"{URL}new-page/", sent | changes)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()


def test_a_domain_is_kept_in_standard_form_and_leads_when_told_to(
    browser: Client, store: Store
) -> None:
    browser.post(f"{URL}domain/", {"domain": "https://Shop.Example.se/"})
    assert (fresh(store).domain, fresh(store).leads) == ("shop.example.se", False)
    browser.post(f"{URL}domain/", {"domain": "shop.example.se", "leads": "on"})
    assert fresh(store).canonical_domain == "shop.example.se"
    browser.post(f"{URL}domain/", {"domain": ""})
    assert fresh(store).domain is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"domain": "localhost"}, "domain"),
        ({"domain": "127.0.0.1"}, "domain"),
        ({"domain": "a b"}, "domain"),
        ({"domain": "taken.example"}, "domain"),
        ({"domain": "", "leads": "on"}, "leads"),
    ],
)
def test_a_domain_that_cannot_be_is_refused(
    browser: Client, store: Store, sent: dict[str, str], field: str
) -> None:
    Shopfront.objects.create(store=make_store(), domain="taken.example")
    answer = browser.post(f"{URL}domain/", sent)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()


@pytest.mark.parametrize("path", ["", "pages/", "pages/terms/", "domain/", "new-page/"])
def test_every_page_opens_for_the_owner(browser: Client, path: str) -> None:
    assert browser.get(URL + path).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [("", {"theme": "market", "accent": "#000000"}), ("domain/", {"domain": "a.example"}),
     ("pages/terms/", {"title_sv": "x", "text_sv": "y"}), ("logo/deletion/", {})],
)  # fmt: skip
def test_who_may_only_look_changes_nothing(store: Store, path: str, sent: dict[str, str]) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(URL).status_code == 200
    assert viewer.post(URL + path, sent).status_code == 403
    assert not Shopfront.objects.exists()
    assert not Page.objects.exists()
