"""Tells the mail how to make what it encloses."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "tamio.commerce.documents"
    label = "documents"

    def ready(self) -> None:
        from tamio.commerce.mail import enclosures

        enclosures.declare("invoice", maker="tamio.commerce.documents.enclosing.invoice")
        enclosures.declare("credit-note", maker="tamio.commerce.documents.enclosing.credit_note")
