"""What each role may do. A right is asked for by name; a role is a set of rights.

This table is the only one: the back office shows it, docs/people.md repeats it, and
tests/roles walks every address with every role and holds the pages to it.
"""

from enum import StrEnum


class Right(StrEnum):
    """One thing a person may do in a store."""

    VIEW = "view"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_CUSTOMERS = "edit_customers"
    ERASE_CUSTOMERS = "erase_customers"
    MAIL_CUSTOMERS = "mail_customers"
    SHIP_ORDERS = "ship_orders"
    CREDIT_INVOICES = "credit_invoices"
    REGISTER_PAYMENTS = "register_payments"
    PAY_BACK = "pay_back"
    SUBMIT_INVOICES = "submit_invoices"
    CONNECT_INTEGRATIONS = "connect_integrations"
    EDIT_STORE = "edit_store"
    SEE_AUDIT_TRAIL = "see_audit_trail"
    MANAGE_PEOPLE = "manage_people"
    GOVERN = "govern"


class Role(StrEnum):
    """The roles a membership can give; AGENCY only in an agency, MANAGER only in a store."""

    OWNER = "owner"
    MANAGER = "manager"
    BOOKKEEPER = "bookkeeper"
    FULFILMENT = "fulfilment"
    SUPPORT = "support"
    VIEWER = "viewer"
    AGENCY = "agency"


_ALL = frozenset(Right)
#: What is the merchant's own to decide: never had through an agency.
OWNERS_ONLY = frozenset({Right.GOVERN})

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _ALL,
    Role.MANAGER: _ALL - OWNERS_ONLY,
    Role.BOOKKEEPER: frozenset(
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
    Role.SUPPORT: frozenset({Right.VIEW, Right.EDIT_CUSTOMERS, Right.MAIL_CUSTOMERS}),
    Role.VIEWER: frozenset({Right.VIEW}),
    Role.AGENCY: _ALL - OWNERS_ONLY,
}

#: Those that an invitation can give, in the order in which one chooses.
IN_A_STORE = (
    Role.OWNER, Role.MANAGER, Role.BOOKKEEPER, Role.FULFILMENT, Role.SUPPORT, Role.VIEWER,
)  # fmt: skip
IN_AN_AGENCY = (
    Role.OWNER, Role.AGENCY, Role.BOOKKEEPER, Role.FULFILMENT, Role.SUPPORT, Role.VIEWER,
)  # fmt: skip
