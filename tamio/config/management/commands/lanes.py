"""`tamio lanes`: shows how the lanes stand."""

import argparse
import json
import shutil
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.config.watching.live import live
from tamio.config.watching.plain import plain
from tamio.config.watching.table import WIDTH, table
from tamio.outbox.overview import Overview, overview

EVERY_SECONDS = 2.0


class Command(BaseCommand):
    help = (
        "Shows how every lane stands: what waits and for what, who walks it, and what was answered"
        " so far. Lanes that need someone come first."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--store", metavar="SLUG", help="only the lanes of this store")
        form = parser.add_mutually_exclusive_group()
        form.add_argument(
            "--live",
            nargs="?",
            type=_seconds,
            const=EVERY_SECONDS,
            metavar="SECONDS",
            help=f"draw it again every so often (default: {EVERY_SECONDS:g}), until Ctrl-C",
        )
        form.add_argument("--json", action="store_true", help="for programs, with every figure")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["store"]
        if slug is not None and not Store.objects.filter(slug=slug).exists():
            raise CommandError(f"--store: there is no store at {slug!r}")

        def read() -> Overview:
            return overview(now=now(), store_slug=slug)

        def draw(lines: int | None = None) -> str:
            return table(read(), width=_width(), lines=lines)

        if seconds := options["live"]:
            self.stdout.ending = ""  # a picture says itself where its lines end
            live(draw, screen=self.stdout, seconds=seconds)
        elif options["json"]:
            self.stdout.write(json.dumps(plain(read()), cls=DjangoJSONEncoder, indent=2))
        else:
            self.stdout.write(draw())


def _width() -> int:
    """Of the terminal; where it is less, or there is none, what the table needs."""
    return max(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise argparse.ArgumentTypeError("the seconds between two pictures are 0.1 to 3600")
    return seconds
