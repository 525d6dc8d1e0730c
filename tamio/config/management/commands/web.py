"""`tamio web`: serves the shop, the back office and the API."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Serves the shop, the back office and the API with gunicorn."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
        parser.add_argument("--workers", type=int, default=1, help="processes")
        parser.add_argument("--threads", type=int, default=8, help="threads in each process")

    def handle(self, *args: Any, **options: Any) -> None:
        server = [sys.executable, "-m", "gunicorn", "tamio.config.wsgi:application"]
        threads = ["--worker-class", "gthread", "--threads", str(options["threads"])]
        rest = ["--bind", options["bind"], "--workers", str(options["workers"])]
        # It would be one file for every installation of this user.
        rest.append("--no-control-socket")
        # Replaces this process, so that a signal to `tamio web` reaches the server itself.
        os.execv(sys.executable, [*server, *threads, *rest])  # noqa: S606  # fixed words only
