"""`tamio worker`: walks the lanes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tamio.outbox import worker


class Command(BaseCommand):
    help = "Sends what is recorded in the outbox to those who must hear of it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=8, help="lanes walked at once")

    def handle(self, *args: Any, **options: Any) -> None:
        worker.run(threads=options["threads"])
