"""Whether Tamio makes credit invoices in a store's Fortnox: wanted there, and allowed here."""

from tamio.fortnox.client.oauth import INVOICE_SCOPE
from tamio.fortnox.models import Connection, Settings


def makes_credit_invoices(*, connection: Connection | None, settings: Settings) -> bool:
    """Off unless the merchant has asked for it and the consent covers it."""
    return settings.credit_invoices and is_allowed(connection)


def is_allowed(connection: Connection | None) -> bool:
    """Whether the consent covers invoices, as far as Fortnox has said."""
    return connection is not None and INVOICE_SCOPE in connection.scopes


def lost(connection: Connection) -> None:
    """Fortnox has refused to let us near invoices: nothing else is to suffer from it."""
    connection.scopes = [scope for scope in connection.scopes if scope != INVOICE_SCOPE]
    connection.save(update_fields=["scopes"])
