"""`tamio audit`: says which records the law does not ask to keep any more, and erases them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tamio.clock import now
from tamio.commerce.audit import erasing
from tamio.commerce.audit.retention import erasable_before, kept_until

_LAW = "bokföringslagen (1999:1078) 7 kap. 2 §"


class Command(BaseCommand):
    help = (
        "Says what need not be kept any more. With --erase, erases what is personal in it: names,"
        " addresses, e-mail addresses, who did it. Amounts, numbers and times stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--erase", action="store_true", help="erase it; cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        instant = now()
        today = instant.date()
        self.stdout.write(f"What is from today is kept until {kept_until(today)}: {_LAW}.")
        self.stdout.write(f"Need not be kept: what is from before {erasable_before(today):%F}.")
        if options["erase"]:
            for name, count in erasing.erase(now=instant).items():
                self.stdout.write(f"{name}: {count} erased")
            return
        for found in erasing.erasable(today=today):
            self.stdout.write(f"{found.name}: {found.count} may be erased{_span(found)}")


def _span(found: erasing.Finding) -> str:
    if found.oldest is None or found.newest is None:
        return ""
    return f", from {found.oldest:%F} to {found.newest:%F}"
