"""What localstripe lacks, in front of it: Checkout Sessions and idempotency keys, as Stripe's API
reference describes them, and faults. All else goes through to localstripe.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests import loopback
from tests.commerce.payments.stripe_drawing import (
    INTENTS,
    Drawing,
    declined,
    of_holder,
    setup_session,
    without_what_it_does_not_know,
)
from tests.ports import free_port

KEY = "sk_test_51tamio"
SESSIONS = "/v1/checkout/sessions"
CARD = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030", "cvc": "123"}


@dataclass
class Stripe:
    """`lost`: how many answers get lost after the work is done. `asked`: method and path of each
    request. `is_down`: it answers 503 to all.
    """

    behind: str
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, tuple[str, int, dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    lost: int = 0
    is_down: bool = False
    url: str = ""
    drawing: Drawing = field(default_factory=Drawing)

    def pay(self, session_id: str, *, card: dict[str, str] = CARD) -> str:
        """As the buyer does on Stripe's page; the payment intent's id."""
        session = self.sessions[session_id]
        assert session["status"] == "open", "Stripe takes one payment a session"
        kept = {}
        if session.get("keeps"):
            session["customer"], method = self._held(session, card)
            kept = {"customer": session["customer"]}
        else:
            method = self._method(card)
        intent = self._post(
            "/v1/payment_intents",
            {
                "amount": session["amount_total"],
                "currency": session["currency"],
                "payment_method": method,
                **kept,
                "confirm": "true",
                **_nested("metadata", session["metadata"]),
            },
        )
        assert intent["status"] == "succeeded", intent
        session |= {"status": "complete", "payment_status": "paid", "payment_intent": intent["id"]}
        return str(intent["id"])

    def leave(self, session_id: str, *, card: dict[str, str] = CARD) -> None:
        """As the holder does on the page of a setup."""
        session = self.sessions[session_id]
        session["customer"], method = self._held(session, card)
        known = loopback.get(
            f"{self.behind}/v1/payment_methods/{method}", headers=_AUTHORIZED
        ).json()
        intent = {"id": "seti_1", "object": "setup_intent", "status": "succeeded"}
        session |= {"status": "complete", "setup_intent": intent | {"payment_method": known}}

    def _held(self, session: dict[str, Any], card: dict[str, str]) -> tuple[str, str]:
        holder = session.get("customer") or self._post("/v1/customers", {"name": "Åsa"})["id"]
        method = self._method(card)
        self._post(f"/v1/payment_methods/{method}/attach", {"customer": holder})
        return str(holder), method

    def _method(self, card: dict[str, str]) -> str:
        made = self._post("/v1/payment_methods", {"type": "card"} | _nested("card", card))
        return str(made["id"])

    def intents(self) -> list[dict[str, Any]]:
        """Those that were paid, of all holders."""
        answer = loopback.get(self.behind + INTENTS, headers=_AUTHORIZED)
        return [each for each in answer.json()["data"] if each["status"] == "succeeded"]

    def _post(self, path: str, form: dict[str, Any]) -> dict[str, Any]:
        answer = loopback.post(self.behind + path, data=form, headers=_AUTHORIZED)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def refunds(self) -> list[dict[str, Any]]:
        answer = loopback.get(f"{self.behind}/v1/refunds", headers=_AUTHORIZED)
        return list(answer.json()["data"])


_AUTHORIZED = {"Authorization": f"Bearer {KEY}"}


def _nested(name: str, values: dict[str, str]) -> dict[str, str]:
    return {f"{name}[{key}]": value for key, value in values.items()}


class _Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    stripe: Stripe

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def log_message(self, *_: object) -> None:
        """Nothing: tests say what they look at."""

    def _serve(self, body: str) -> None:
        self.stripe.asked.append((self.command, urlsplit(self.path).path))
        if self.stripe.is_down:
            self._answer(503, {"error": {"message": "down"}})
            return
        status, told = self._once(body)
        if self.command == "POST" and self.stripe.lost:
            self.stripe.lost -= 1
            self.close_connection = True
            self.connection.close()
            return
        self._answer(status, told)

    def _once(self, body: str) -> tuple[int, dict[str, Any]]:
        """One answer to one key, for the sessions; localstripe's own calls are as if Stripe had
        forgotten the key, which it does after a day.
        """
        key = self.headers.get("Idempotency-Key")
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return 401, {"error": {"message": "Invalid API Key", "type": "invalid_request_error"}}
        if not self.path.startswith(SESSIONS):
            return self._forward(body)
        if key in self.stripe.answered:
            asked, status, told = self.stripe.answered[key]
            if asked == body:
                return status, told
            error = {"type": "idempotency_error", "message": "other parameters"}
            return 400, {"error": error}
        status, told = self._session(body)
        if key:
            self.stripe.answered[key] = (body, status, told)
        return status, told

    def _session(self, body: str) -> tuple[int, dict[str, Any]]:
        form = {name: values[0] for name, values in parse_qs(body).items()}
        place = urlsplit(self.path).path.removeprefix(SESSIONS).strip("/").split("/")
        if place == [""]:
            return 200, self._new(form)
        session = self.stripe.sessions.get(place[0])
        if session is None:
            return 404, {"error": {"code": "resource_missing", "message": "No such session"}}
        if place[1:] == ["expire"]:
            if session["status"] != "open":
                message = "Only Checkout Sessions with a status in [open] can be expired."
                return 400, {"error": {"type": "invalid_request_error", "message": message}}
            session["status"] = "expired"
        return 200, self._expanded(session)

    def _new(self, form: dict[str, str]) -> dict[str, Any]:
        name = f"cs_test_{len(self.stripe.sessions) + 1}"
        if form["mode"] == "setup":
            made = setup_session(form, name=name, url=self.stripe.url)
            self.stripe.sessions[name] = made
            return made
        session = {
            "id": name,
            "object": "checkout.session",
            "url": f"{self.stripe.url}/pay/{name}",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "client_reference_id": form["client_reference_id"],
            "currency": form["line_items[0][price_data][currency]"],
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "metadata": {"tamio_attempt": form["metadata[tamio_attempt]"]},
            "expires_at": int(form["expires_at"]),
            "success_url": form["success_url"],
            "customer": form.get("customer"),
            "keeps": "payment_intent_data[setup_future_usage]" in form,
        }
        self.stripe.sessions[name] = session
        return session

    def _expanded(self, session: dict[str, Any]) -> dict[str, Any]:
        intent = session["payment_intent"]
        if intent and "expand" in self.path:
            path = f"/v1/payment_intents/{intent}?expand[]=latest_charge"
            if "payment_method" in self.path:
                path += "&expand[]=payment_method"
            answer = loopback.get(self.stripe.behind + path, headers=_AUTHORIZED)
            return session | {"payment_intent": answer.json()}
        return session

    def _forward(self, body: str) -> tuple[int, dict[str, Any]]:
        path, drawing = self.path, self.stripe.drawing
        place = urlsplit(path).path
        if place == INTENTS and self.command == "POST":
            drawing.sent.append(self.headers.get("Idempotency-Key", ""))
            if drawing.declines:
                return 402, declined(drawing.declines)
            body = without_what_it_does_not_know(body)
        if place == INTENTS and self.command == "GET":
            status, answer = self._passed_on(INTENTS, body)
            return status, of_holder(path, answer)
        return self._passed_on(path, body)

    def _passed_on(self, path: str, body: str) -> tuple[int, dict[str, Any]]:
        with loopback.Client() as client:
            answer = client.request(
                self.command,
                self.stripe.behind + path,
                content=body,
                headers=_AUTHORIZED | {"Content-Type": "application/x-www-form-urlencoded"},
            )
        return answer.status_code, answer.json() if answer.content else {}

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Stripe]:
    """On loopback, with a localstripe of its own behind it."""
    with _localstripe() as behind:
        stripe = Stripe(behind)
        handler = type("Front", (_Front,), {"stripe": stripe})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            stripe.url = f"http://127.0.0.1:{server.server_port}"
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            yield stripe
            server.shutdown()
            thread.join()


@contextmanager
def _localstripe() -> Iterator[str]:
    port = free_port()
    script = Path(__file__).with_name("localstripe_process.py")
    process = subprocess.Popen([sys.executable, script, str(port)])
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            loopback.get(f"{url}/v1/refunds", headers=_AUTHORIZED)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("localstripe does not answer")
