"""`tamio createtoken`: gives a store a token for the API."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token


class Command(BaseCommand):
    help = "Gives a store a token for the API, and prints it. It is kept nowhere: copy it now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("store", help="the store's address (slug)")
        parser.add_argument("--name", default="API", help="what the token is for")
        parser.add_argument("--read-only", action="store_true", help="it writes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        store = Store.objects.filter(slug=options["store"]).first()
        if store is None:
            raise CommandError(f"store: there is no store at {options['store']!r}")
        try:
            _token, plain = issue_token(
                store=store,
                name=options["name"],
                now=now(),
                may_write=not options["read_only"],
            )
        except ValueError as error:
            raise CommandError(f"--name: {error}") from error
        self.stdout.write(plain)
