"""What each role may do. A right is asked for by name; a role is a set of rights."""

from enum import StrEnum


class Right(StrEnum):
    """One thing a person may do in a store."""

    VIEW = "view"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_CUSTOMERS = "edit_customers"
    ERASE_CUSTOMERS = "erase_customers"
    CREDIT_INVOICES = "credit_invoices"
    REGISTER_PAYMENTS = "register_payments"
    PAY_BACK = "pay_back"
    SHIP_ORDERS = "ship_orders"
    MAIL_CUSTOMERS = "mail_customers"
    SUBMIT_INVOICES = "submit_invoices"
    CONNECT_INTEGRATIONS = "connect_integrations"
    EDIT_STORE = "edit_store"
    SEE_AUDIT_TRAIL = "see_audit_trail"


class Role(StrEnum):
    """The roles a membership can give."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    ACCOUNTANT = "accountant"
    FULFILMENT = "fulfilment"
    VIEWER = "viewer"


_ALL = frozenset(Right)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _ALL,
    Role.ADMINISTRATOR: _ALL,
    Role.ACCOUNTANT: frozenset(
        {
            Right.VIEW,
            Right.EDIT_CUSTOMERS,
            Right.CREDIT_INVOICES,
            Right.REGISTER_PAYMENTS,
            Right.PAY_BACK,
            Right.MAIL_CUSTOMERS,
            Right.SUBMIT_INVOICES,
            Right.CONNECT_INTEGRATIONS,
            Right.SEE_AUDIT_TRAIL,
        }
    ),
    Role.FULFILMENT: frozenset(
        {Right.VIEW, Right.EDIT_CATALOGUE, Right.SHIP_ORDERS, Right.MAIL_CUSTOMERS}
    ),
    Role.VIEWER: frozenset({Right.VIEW}),
}
