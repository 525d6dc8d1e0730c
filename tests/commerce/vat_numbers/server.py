"""A register of VAT numbers on loopback that speaks as VIES does, and answers as a test asks."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

WELL = {
    "valid": True,
    "requestDate": "2026-11-23T09:00:00.000Z",
    "requestIdentifier": "WAPIAAAAZ1a2b3c4",
    "name": "GLASHÜTTE GMBH",
    "address": "HAUPTSTR. 1\n10115 BERLIN",
}
NOT_THERE = {"valid": False, "requestIdentifier": "WAPIAAAAZ9z8y7x6", "name": "---", "address": ""}


def trouble(code: str) -> dict[str, Any]:
    """As VIES answers with 4xx and 5xx."""
    return {"actionSucceed": False, "errorWrappers": [{"error": code}]}


class Register(ThreadingHTTPServer):
    """`answers`: status and content in their order, the last one for ever; `asked`: what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, object]] = [(200, WELL)]
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/rest-api"


class _Handler(BaseHTTPRequestHandler):
    server: Any
    wbufsize = -1

    def do_POST(self) -> None:
        assert self.path == "/rest-api/check-vat-number", self.path
        length = int(self.headers["Content-Length"])
        self.server.asked.append(json.loads(self.rfile.read(length)))
        answers = self.server.answers
        status, content = answers.pop(0) if len(answers) > 1 else answers[0]
        body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Not on the tests' screen."""


@contextmanager
def running() -> Iterator[Register]:
    with Register() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
