"""`tamio worker`: walks the lanes."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tamio.outbox import worker

_GIVES_WAY = 10


class Command(BaseCommand):
    help = "Sends what is recorded in the outbox to those who must hear of it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=8, help="lanes walked at once")
        parser.add_argument(
            "--niceness", type=int, choices=range(20), default=_GIVES_WAY, metavar="0..19",
            help="how far it gives way where others want the processor too; 0 is not at all",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        # A shopper waits for a page; nobody watches an order on its way to the books.
        os.nice(options["niceness"])
        worker.run(threads=options["threads"])
