"""Every code of Fortnox's and every finding of ours says what happened, to what, what to do."""

import re
from collections import defaultdict
from datetime import UTC, datetime

import pytest

from tamio.fortnox.client import errors
from tamio.fortnox.client.answers import Answer, json_of
from tamio.fortnox.sync.answers import outcome_of
from tamio.fortnox.sync.wording import CODES, FINDINGS, Entry, Kind, codes, findings, of_code
from tamio.fortnox.sync.wording.fields import FIELDS
from tamio.fortnox.sync.wording.filling import filled
from tamio.fortnox.sync.wording.findings.waiting import WAITING
from tamio.outbox.outcome import Rejected
from tests.fortnox.sync.error_texts import FACTS, Fact, kind_by_the_facts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALL: dict[str, Entry] = {str(code): entry for code, entry in CODES.items()} | dict(FINDINGS)
#: What a remedy tells somebody to do, or that nothing is to be done.
VERBS = {
    "sv": r"\b([Vv]älj|[Öö]ppna|[Ll]ägg|[Rr]ätta|[Kk]ontrollera|[Ss]täm av|[Hh]ör av|[Bb]e den"
    r"|[Tt]a bort|[Aa]ktivera|[Ll]åt|[Ll]everera|[Ss]ätt|[Ää]ndra|[Kk]orta|[Ss]kriv|[Bb]yt"
    r"|[Gg]e |[Gg]ör|[Aa]nvänd|[Jj]ämför|[Ff]örsök|behöver)",
    "en": r"\b([Cc]hoose|[Oo]pen|[Aa]dd|[Cc]orrect|[Cc]heck|[Ss]ettle|[Cc]ontact|[Aa]sk|[Rr]emove"
    r"|[Aa]ctivate|[Ll]et|[Dd]eliver|[Ss]et|[Cc]hange|[Ss]horten|[Ww]rite|[Rr]eplace|[Gg]ive"
    r"|[Mm]ake|[Uu]se|[Cc]ompare|[Tt]ry|[Tt]ake|[Ll]ook|need)",
}


def answered(fact: Fact) -> errors.FortnoxError:
    """The error that the client makes of Fortnox's answer, with something in every place."""
    said = re.sub(r"\{\w+\}", "XYZ", fact["message_sv"])
    body = (
        f'{{"ErrorInformation":{{"error":1,"message":"{_escaped(said)}","code":{fact["code"]}}}}}'
    )
    answer = Answer(
        method="POST",
        path="/3/orders",
        status=fact["http_status"],
        content=body.encode(),
    )
    with pytest.raises(errors.FortnoxError) as caught:
        json_of(answer)
    return caught.value


def _escaped(text: str) -> str:
    return text.replace('"', '\\"')


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact["code"]))
def test_each_code_of_the_facts_is_the_answer_that_follows_from_its_meaning(fact: Fact) -> None:
    assert CODES[fact["code"]].kind == kind_by_the_facts(fact)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact["code"]))
def test_each_code_becomes_that_answer_when_fortnox_gives_it(fact: Fact) -> None:
    outcome = outcome_of(answered(fact), now=NOW, currency="NOK")
    assert outcome.state == kind_by_the_facts(fact).value
    problem = outcome.problem  # type: ignore[union-attr]
    assert problem.code == str(fact["code"])
    for text in (problem.message.sv, problem.message.en, problem.remedy.sv, problem.remedy.en):
        assert not re.search(r"[\[\]{}]", text)
        assert "  " not in text
        assert " ." not in text


@pytest.mark.parametrize("name", ALL)
def test_each_has_four_texts_of_whole_sentences(name: str) -> None:
    entry = ALL[name]
    for text in (entry.message.sv, entry.message.en, entry.remedy.sv, entry.remedy.en):
        assert text[0].isupper()
        assert text.endswith((".", "{pairs}"))
        assert "!" not in text
    assert entry.message.sv != entry.message.en
    assert entry.remedy.sv != entry.remedy.en


@pytest.mark.parametrize("name", ALL)
def test_each_remedy_says_what_to_do(name: str) -> None:
    assert re.search(VERBS["sv"], ALL[name].remedy.sv)
    assert re.search(VERBS["en"], ALL[name].remedy.en)


@pytest.mark.parametrize("name", ALL)
def test_both_languages_say_the_same_facts(name: str) -> None:
    entry = ALL[name]
    places = [sorted(re.findall(r"\{\w+\}", text)) for text in (entry.message.sv, entry.message.en)]
    assert places[0] == places[1]
    assert "{" not in entry.remedy.sv + entry.remedy.en


@pytest.mark.parametrize("name", ALL)
def test_each_field_has_a_word_in_both_languages(name: str) -> None:
    assert ALL[name].field == "" or ALL[name].field in FIELDS


def test_a_field_is_named_unless_fortnox_names_it_or_there_is_none() -> None:
    without = {name for name, entry in ALL.items() if not entry.field}
    named_by_fortnox = {"2000106", "2000108", "2001399", "refused"}
    about_none = {"1000003", "answer-not-understood", "ours", "clock-is-moved"} | {
        name for name, entry in WAITING.items() if entry.kind == Kind.LATER
    }
    assert without <= named_by_fortnox | about_none


#: Codes that the facts give the very same meaning, and that may therefore share their text.
ALIKE = [
    {2000423, 2001303},  # account not found
    {2000427, 2004344},  # currency
    {2000429, 2001700},  # terms of payment
    {2000435, 2001411, 2001412},  # terms of delivery
    {2000496, 2001350},  # already invoiced
    {2003151, 2003157},  # type of housework discontinued
]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_text_is_used_for_codes_that_mean_different_things(language: str) -> None:
    users: dict[str, set[int]] = defaultdict(set)
    for code, entry in CODES.items():
        users[getattr(entry.message, language)].add(code)
    assert [codes for codes in users.values() if len(codes) > 1 and codes not in ALIKE] == []


def test_no_code_or_finding_is_written_down_twice() -> None:
    assert sum(len(subject) for subject in codes.SUBJECTS) == len(CODES)
    assert sum(len(subject) for subject in findings.SUBJECTS) == len(FINDINGS)


@pytest.mark.parametrize(
    ("code", "said", "message"),
    [
        (
            2000359,
            "Värdet innehåller ej tillåtna tecken. (Te <3 & {kaffe})",
            "Fortnox tar inte emot tecknet ”<”, ”{”, ”}” i texten ”Te <3 & {kaffe}”.",
        ),
        (2000359, "Värdet innehåller ej tillåtna tecken.", "Fortnox tar inte emot texten."),
        (
            2000550,
            "Kontot 3001 är inte aktivt.",
            "Intäktskontot 3001 är inaktivt i Fortnox det räkenskapsår som fakturan hör till.",
        ),
        (
            2000637,
            "Kundnummer 1042 används redan.",
            "Kundnumret 1042 används redan i Fortnox, eller har använts av en kund som tagits"
            " bort.",
        ),
        (
            2000919,
            "Ogiltigt land: South Korea",
            "Fortnox känner inte till landet ”South Korea” i kundens adress.",
        ),
        (
            2000401,
            "Systemadministratören har låst perioden t.o.m. 2026-10-31",
            "Bokföringen är låst i Fortnox till och med 2026-10-31, och fakturans datum ligger i"
            " den låsta perioden.",
        ),
        (2000427, "Kunde inte hämta/hitta valuta", "Valutan NOK finns inte upplagd i Fortnox."),
    ],
)
def test_what_fortnox_names_is_named_in_our_sentence(code: int, said: str, message: str) -> None:
    error = errors.Refused(said, status=400, code=code)
    assert of_code(error, currency="NOK").message.sv == message


def test_a_field_that_fortnox_names_is_said_in_our_words() -> None:
    error = errors.Refused("Felaktigt fältnamn (ZipCode)", status=400, code=2001399)
    error.field = "ZipCode"
    problem = of_code(error)
    assert problem.message.sv.endswith("inte känner till: postnummer. Felet är vårt.")
    assert problem.message.en.endswith("does not know: postal code. The error is ours.")


def test_the_article_that_a_request_was_about_is_named() -> None:
    error = errors.Refused("Fel.", status=400, code=2000106, method="POST", path="/3/articles")
    error.about = "KAFFE-1"
    assert of_code(error).message.sv.startswith("Artikel KAFFE-1: Fortnox tar bara emot")


def test_an_unknown_code_quotes_fortnoxs_own_words_and_still_helps() -> None:
    error = errors.Refused("Något alldeles nytt.", status=400, code=2999999)
    outcome = outcome_of(error, now=NOW)
    assert isinstance(outcome, Rejected)
    assert "”Något alldeles nytt.”" in outcome.problem.message.sv
    assert "Försök igen" in outcome.problem.remedy.sv
    assert outcome.problem.code == "2999999"


def test_an_unknown_code_without_a_word_still_says_which_it_was() -> None:
    error = errors.Refused("", status=400, code=2999999)
    assert "400 2999999" in outcome_of(error, now=NOW).problem.message.sv  # type: ignore[union-attr]


def test_a_login_code_on_a_refused_document_does_not_ask_for_a_new_consent() -> None:
    error = errors.Refused("Posten används redan", status=400, code=2000310)
    outcome = outcome_of(error, now=NOW)
    assert isinstance(outcome, Rejected)
    assert "Posten används redan" in outcome.problem.message.sv


def test_marks_in_what_fortnox_says_are_not_taken_for_ours() -> None:
    entry = FINDINGS["refused"]
    error = errors.Refused("Fel [{value}] {said}", status=400, code=2999999)
    assert "”Fel [{value}] {said}”" in outcome_of(error, now=NOW).problem.message.sv  # type: ignore[union-attr]
    with pytest.raises(KeyError):
        filled(entry.message, {})
