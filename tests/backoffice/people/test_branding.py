"""An agency's name, logo and colour stand where its clients' people see them, and nowhere else."""

import io
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from PIL import Image

from tamio.commerce.audit.models import Change
from tamio.commerce.letters.invitations import mail_invitation
from tamio.commerce.mail.models import Message
from tamio.commerce.people import inviting
from tamio.commerce.people.models import Agency, Membership
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import IN_AN_AGENCY, Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_agency, make_member, make_store, make_user


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def agency(store: Store) -> Agency:
    """Runs Glashyttan."""
    made = make_agency(name="Norra Byrån")
    store.agency = made
    store.save()
    return made


@pytest.fixture
def head(agency: Agency) -> Client:
    return _of(agency, Role.OWNER)


def _of(agency: Agency, role: Role) -> Client:
    user = make_user()
    Membership.objects.create(user=user, agency=agency, role=role)
    return browser_of(user)


def _look(agency: Agency) -> str:
    return f"/agencies/{agency.pk}/look/"


def _png() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (120, 40), "#aa3300").save(written, "PNG")
    return SimpleUploadedFile("logo.png", written.getvalue(), content_type="image/png")


def _text(browser: Client, address: str) -> str:
    return unescape(browser.get(address).content.decode())


BRANDED = {"name": "Norra & Co", "own_colour": "on", "accent": "#AA3300"}


def test_the_clients_people_see_it_and_another_agencys_do_not(
    head: Client, agency: Agency, store: Store
) -> None:
    other = make_store(name="Bageriet", slug="bageriet", agency=make_agency(name="Södra Byrån"))
    assert head.post(_look(agency), BRANDED, follow=True).status_code == 200
    head.post(f"{_look(agency)}logo/", {"logo": _png()})
    agency.refresh_from_db()
    logo = f"/agencies/{agency.pk}/logo/{agency.logo_digest}.png"
    client = _text(
        browser_of(make_member(store=store, role=Role.VIEWER)), "/backoffice/glashyttan/"
    )
    assert 'href="/agencies/accent/aa3300.css"' in client
    assert f'src="{logo}" alt="Norra & Co"' in client
    assert f'href="/agencies/{agency.pk}/"' not in client
    theirs = _text(browser_of(make_member(store=other)), "/backoffice/bageriet/")
    assert "Södra Byrån" in theirs
    for said in ("Norra", "aa3300", agency.logo_digest):
        assert said not in theirs


def test_a_store_without_an_agency_is_tamios_own(browser: Client) -> None:
    page = _text(browser, "/backoffice/glashyttan/")
    assert "/agencies/accent/" not in page
    assert 'class="brand"' not in page


def test_the_agencys_own_people_are_led_to_its_page(head: Client, agency: Agency) -> None:
    assert f'class="brand" href="/agencies/{agency.pk}/"' in _text(head, "/backoffice/glashyttan/")


@pytest.mark.parametrize("role", IN_AN_AGENCY)
def test_only_who_runs_the_stores_sets_it(agency: Agency, role: Role) -> None:
    expected = 302 if role in {Role.OWNER, Role.AGENCY} else 403
    assert _of(agency, role).post(_look(agency), BRANDED).status_code == expected
    agency.refresh_from_db()
    assert (agency.name == "Norra & Co") == (expected == 302)


def test_an_owner_of_the_store_and_another_agency_do_not_even_find_the_page(
    agency: Agency, browser: Client
) -> None:
    stranger = _of(make_agency(), Role.OWNER)
    for each in (browser, stranger):
        for path in ("", "logo/", "logo/deletion/"):
            assert each.post(f"{_look(agency)}{path}", BRANDED).status_code == 404
    agency.refresh_from_db()
    assert agency.name == "Norra Byrån"


@pytest.mark.parametrize("accent", ["red", "#12345", "#1234567", "#ggg000", "", "#fff;}"])
def test_what_is_no_colour_is_refused_at_its_field(
    head: Client, agency: Agency, accent: str
) -> None:
    answer = head.post(_look(agency), BRANDED | {"accent": accent})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["accent"]


def test_without_a_colour_of_its_own_it_is_tamios_again(head: Client, agency: Agency) -> None:
    head.post(_look(agency), BRANDED)
    head.post(_look(agency), {"name": "Norra", "accent": "#aa3300"})
    agency.refresh_from_db()
    assert (agency.name, agency.accent) == ("Norra", "")


def test_a_colour_on_which_white_is_not_read_is_darkened_and_that_is_said(
    head: Client, agency: Agency
) -> None:
    page = head.post(_look(agency), BRANDED | {"accent": "#ffcc00"}, follow=True)
    assert "would have a contrast of 1.5 to 1" in page.content.decode()


def test_each_change_stands_on_the_trail_of_every_client(
    head: Client, agency: Agency, store: Store
) -> None:
    other = make_store(agency=agency)
    head.post(_look(agency), BRANDED)
    told = Change.objects.filter(subject_kind="agency").values_list("store", "field", "after")
    assert {*told} == {
        (each.pk, field, after)
        for each in (store, other)
        for field, after in (("name", "Norra & Co"), ("accent", "#aa3300"))
    }
    owner = browser_of(make_member(store=store))
    assert "#aa3300" in _text(owner, "/backoffice/glashyttan/audit/")


def test_the_logo_is_fetched_by_its_address_and_gone_when_it_is_taken_away(
    head: Client, agency: Agency
) -> None:
    head.post(f"{_look(agency)}logo/", {"logo": _png()})
    agency.refresh_from_db()
    address = f"/agencies/{agency.pk}/logo/{agency.logo_digest}.png"
    drawn = Client().get(address)
    assert drawn["Content-Type"] == "image/png"
    assert "sandbox" in drawn["Content-Security-Policy"]
    elsewhere = address.replace(f"/{agency.pk}/", f"/{make_agency().pk}/")
    assert Client().get(elsewhere).status_code == 404
    head.post(f"{_look(agency)}logo/deletion/")
    assert Client().get(address).status_code == 404


def test_what_is_no_logo_is_refused(head: Client, agency: Agency) -> None:
    file = SimpleUploadedFile("logo.svg", b"<svg onload='x'/>")
    answer = head.post(f"{_look(agency)}logo/", {"logo": file})
    assert answer.status_code == 422
    agency.refresh_from_db()
    assert agency.logo_digest == ""


def test_the_colours_are_had_by_anyone_and_only_of_colours(db: None) -> None:
    sheet = Client().get("/agencies/accent/aa3300.css")
    assert sheet["Content-Type"] == "text/css"
    assert b"--accent-fill: light-dark(#aa3300," in sheet.content
    for wrong in ("AA3300", "aa330", "aa33000", "red"):
        assert Client().get(f"/agencies/accent/{wrong}.css").status_code == 404


def test_the_letter_that_invites_to_a_clients_store_is_in_the_agencys_look(
    head: Client, agency: Agency, store: Store
) -> None:
    head.post(_look(agency), BRANDED)
    head.post(f"{_look(agency)}logo/", {"logo": _png()})
    agency.refresh_from_db()
    owner = browser_of(make_member(store=store))
    owner.post(
        "/backoffice/glashyttan/people/invite/", {"email": "ny@example.com", "role": "viewer"}
    )
    letter = Message.objects.get(recipient="ny@example.com")
    assert f"/agencies/{agency.pk}/logo/{agency.logo_digest}.png" in letter.html
    link = letter.text.split("/accounts/invitations/")[1].split("/")[0]
    page = _text(Client(), f"/accounts/invitations/{link}/")
    assert 'href="/agencies/accent/aa3300.css"' in page
    assert 'alt="Norra & Co"' in page


def test_the_letter_about_a_password_is_signed_by_the_one_agency_there_is(
    agency: Agency, store: Store, mailoutbox: list[EmailMessage]
) -> None:
    person, both = make_member(store=store), make_member(store=store)
    Membership.objects.create(user=both, store=make_store(), role=Role.VIEWER)
    for user in (person, both):
        Client().post("/accounts/password/reset/", {"email": user.email})
    signed = {letter.to[0]: letter.body.rstrip().splitlines()[-1] for letter in mailoutbox}
    assert signed == {person.email: f"{agency.name} · Tamio", both.email: "Tamio"}


def test_an_agency_that_is_asked_to_take_over_is_not_written_to_by_the_one_before(
    head: Client, agency: Agency, store: Store
) -> None:
    head.post(_look(agency), BRANDED)
    store.refresh_from_db()
    with transaction.atomic():
        asked, token = inviting.invite(
            Place(store_id=store.pk),
            email="ny@byran.example",
            role=Role.AGENCY,
            by="a@example.com",
            now=NOW,
        )
        letter = mail_invitation(asked, token=token, by="Anna", language="sv", now=NOW)
    assert "Norra" not in letter.html
