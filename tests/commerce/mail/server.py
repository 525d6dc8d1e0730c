"""A mail server on loopback that answers as a test asks: real SMTP, one command at a time."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

_GOOD = {
    "EHLO": "250-loopback\r\n250 AUTH PLAIN", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go",
    "AUTH": "235 ok", "RSET": "250 ok", "QUIT": "221 bye", "END": "250 taken",
}  # fmt: skip


class MailServer(socketserver.ThreadingTCPServer):
    """`answers`: by command, what is said instead of yes; END is the one after the message, and
    an empty answer breaks the connection. `taken`: what was received, whole.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str] = {}
        self.taken: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self._say("220 loopback")
        for line in self.rfile:
            command = line[:4].decode().strip().upper()
            if not self._answer(command):
                return
            if command == "DATA" and not self.server.answers.get("DATA"):
                received = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(received.decode())
                if not self._answer("END"):
                    return
            if command == "QUIT":
                return

    def _answer(self, command: str) -> bool:
        answer = self.server.answers.get(command, _GOOD.get(command, "500 what"))
        if answer:
            self._say(answer)
        return bool(answer)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def running() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
