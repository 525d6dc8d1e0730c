"""`tamio createuser`: adds a person to the back office."""

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store


class Command(BaseCommand):
    help = (
        "Adds a person and their role in a store. The password is asked for, or read from PASSWORD."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--store", required=True, help="the store's address (slug)")
        parser.add_argument("--role", default=Role.OWNER, choices=[role.value for role in Role])
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        store = Store.objects.filter(slug=options["store"]).first()
        if store is None:
            raise CommandError(f"--store: there is no store at {options['store']!r}")
        password = os.environ.get("PASSWORD") or getpass.getpass("Password: ")
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    email=options["email"], password=password, name=options["name"]
                )
                Membership.objects.create(user=user, store=store, role=options["role"])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{user.email} is {options['role']} of {store.name}")
