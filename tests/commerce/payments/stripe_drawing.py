"""What localstripe lacks for cards on file: their sessions, a holder's list, and declines."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

INTENTS = "/v1/payment_intents"


@dataclass
class Drawing:
    """`declines`: Stripe's word for it, such as lost_card, and every draw is answered so. `sent`:
    the idempotency key of each draw.
    """

    declines: str = ""
    sent: list[str] = field(default_factory=list)


def declined(code: str) -> dict[str, Any]:
    return {
        "error": {
            "type": "card_error",
            "code": "authentication_required" if code == "authentication_required"
            else "card_declined",
            "decline_code": code,
            "message": "Your card was declined.",
        }
    }  # fmt: skip


def without_what_it_does_not_know(body: str) -> str:
    """localstripe refuses parameters that it has not learnt."""
    form = parse_qs(body)
    form.pop("description", None)
    return urlencode(form, doseq=True)


def of_holder(path: str, answer: dict[str, Any]) -> dict[str, Any]:
    """A list as Stripe gives it: of one holder."""
    holder = parse_qs(urlsplit(path).query).get("customer", [""])[0]
    found = [each for each in answer["data"] if each["customer"] == holder]
    return answer | {"data": found, "has_more": False, "url": INTENTS}


def setup_session(form: dict[str, str], *, name: str, url: str) -> dict[str, Any]:
    return {
        "id": name,
        "object": "checkout.session",
        "mode": "setup",
        "url": f"{url}/pay/{name}",
        "status": "open",
        "payment_status": "no_payment_required",
        "payment_intent": None,
        "setup_intent": None,
        "customer": form.get("customer"),
        "client_reference_id": form["client_reference_id"],
        "success_url": form["success_url"],
    }
