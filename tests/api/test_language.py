import pytest
from django.test import Client

from tests.api.calls import Caller, sale
from tests.factories import make_store

pytestmark = pytest.mark.django_db
ENGLISH, SWEDISH = "There is nothing at this", "Det finns inget på den"


@pytest.mark.parametrize(
    ("accepts", "language", "words"),
    [
        (None, "en", ENGLISH),
        ("", "en", ENGLISH),
        ("*", "en", ENGLISH),
        ("de", "en", ENGLISH),
        ("sv", "sv", SWEDISH),
        ("sv-SE,en;q=0.5", "sv", SWEDISH),
        ("en;q=0.1,sv", "sv", SWEDISH),
        ("de,sv;q=0.5", "sv", SWEDISH),
        ("nonsense;;;q=,", "en", ENGLISH),
    ],
)
@pytest.mark.parametrize("path", ["/invoices/1001", "/nothing"])
def test_errors_are_in_english_unless_swedish_is_asked_for(
    accepts: str | None, language: str, words: str, path: str
) -> None:
    headers = {} if accepts is None else {"Accept-Language": accepts}

    answer = Caller(make_store()).get(path, **headers)

    assert answer["Content-Language"] == language
    assert answer.json()["message"].startswith(words)


def test_what_a_person_chose_in_the_browser_says_nothing_to_the_api() -> None:
    answer = Client().get("/api/v1/invoices/1", headers={"Cookie": "django_language=sv"})

    assert answer.json()["message"].startswith("Send the store's token")


def test_every_message_about_a_document_is_in_the_language_asked_for() -> None:
    document = sale("customer.email", "asa")
    document["lines"] = 5

    def messages(language: str) -> list[str]:
        answer = Caller(make_store()).post(document, **{"Accept-Language": language}).json()
        return [answer["message"], *(fault["message"] for fault in answer["fields"])]

    assert not set(messages("sv")) & set(messages("en"))
