"""VIES, the European Commission's register of VAT numbers, by its REST service.

POST /check-vat-number answers 200 with `valid` and, if the asker names itself, `requestIdentifier`
(the consultation number). Troubles come as 200 with a `userError` other than VALID or INVALID, or
as 4xx and 5xx with `errorWrappers`. A member state that withholds name and address gives "---".
"""

from typing import Any

import httpx2

from tamio.commerce.customers.vat_numbers.register import Entry, Unreachable

#: Some member states take a quarter of a minute to answer.
TIMEOUT = httpx2.Timeout(connect=5, write=5, read=25, pool=5)
#: How long one question can take: it may be asked twice.
LONGEST = 2 * 40
_ANSWERED = frozenset({"", "VALID", "INVALID"})
_ASKER_UNKNOWN = "INVALID_REQUESTER_INFO"
#: Of one member state, or of this one question; all else is the same for every number.
_OF_ONE = frozenset({"MS_UNAVAILABLE", "MS_MAX_CONCURRENT_REQ", "TIMEOUT", "INVALID_INPUT"})
_LONGEST_DETAIL = 200


class Vies:
    """`url`: up to and with /rest-api."""

    def __init__(self, url: str) -> None:
        self._url = url

    def look_up(self, number: str, *, asked_by: str) -> Entry:
        """An asker that VIES does not know gets an answer too, without a consultation number."""
        question = {"countryCode": number[:2], "vatNumber": number[2:]}
        asker = {"requesterMemberStateCode": asked_by[:2], "requesterNumber": asked_by[2:]}
        answer = self._ask(question | (asker if asked_by else {}))
        if asked_by and _trouble(answer) == _ASKER_UNKNOWN:
            answer = self._ask(question)
        return _entry(answer)

    def _ask(self, question: dict[str, str]) -> dict[str, Any]:
        try:
            response = httpx2.post(f"{self._url}/check-vat-number", json=question, timeout=TIMEOUT)
        except httpx2.HTTPError as error:
            raise Unreachable(_short(str(error) or type(error).__name__), everyone=True) from error
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(f"HTTP {response.status_code}", everyone=True)
        return answer


def _entry(answer: dict[str, Any]) -> Entry:
    if trouble := _trouble(answer):
        raise Unreachable(_short(trouble), everyone=trouble not in _OF_ONE)
    if not isinstance(answer.get("valid"), bool):
        raise Unreachable("the answer does not say whether the number is valid", everyone=True)
    return Entry(
        is_valid=answer["valid"],
        consultation_number=_told(answer.get("requestIdentifier"))[:40],
        name=_told(answer.get("name"))[:300],
        address=_told(answer.get("address"))[:500],
    )


def _trouble(answer: dict[str, Any]) -> str:
    """The code of what went wrong; "" if nothing did."""
    wrappers = answer.get("errorWrappers")
    if isinstance(wrappers, list) and wrappers:
        first = wrappers[0]
        return str(first.get("error", "")) if isinstance(first, dict) else str(first)
    code = str(answer.get("userError") or "").upper()
    return "" if code in _ANSWERED else code


def _told(value: object) -> str:
    text = " ".join(str(value or "").split())
    return "" if text.strip("-") == "" else text


def _short(text: str) -> str:
    return text[:_LONGEST_DETAIL]
