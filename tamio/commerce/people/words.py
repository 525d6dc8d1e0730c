"""Roles and rights in the words of those who give them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.people.roles import Right, Role

ROLE_NAMES: dict[Role, Promise] = {
    Role.OWNER: pgettext_lazy("role", "Owner"),
    Role.MANAGER: pgettext_lazy("role", "Manager"),
    Role.BOOKKEEPER: pgettext_lazy("role", "Bookkeeper"),
    Role.FULFILMENT: pgettext_lazy("role", "Fulfilment"),
    Role.SUPPORT: pgettext_lazy("role", "Support"),
    Role.VIEWER: pgettext_lazy("role", "Viewer"),
    Role.AGENCY: pgettext_lazy("role", "Agency"),
}

#: What the role is for, in a sentence.
ROLE_WORDS: dict[Role, Promise] = {
    Role.OWNER: _("May do everything, and decides who else may."),
    Role.MANAGER: _("Runs the store: everything but what only owners decide."),
    Role.BOOKKEEPER: _("Keeps the books: payments, credits, submissions and their accounts."),
    Role.FULFILMENT: _("Packs and ships, and looks after products and stock."),
    Role.SUPPORT: _("Answers customers, and corrects what is known of them."),
    Role.VIEWER: _("Looks at everything and changes nothing, such as an auditor."),
    Role.AGENCY: _("Builds and runs stores for clients: in each of them as a manager."),
}

#: What an owner and the others are in an agency.
AGENCY_ROLE_WORDS: dict[Role, Promise] = {
    **ROLE_WORDS,
    Role.OWNER: _("Decides who belongs to the agency; in its clients' stores as a manager."),
}

RIGHT_WORDS: dict[Right, Promise] = {
    Right.VIEW: _("See orders, invoices, customers, products and settings"),
    Right.EDIT_CATALOGUE: _("Change products, prices, pictures and stock"),
    Right.EDIT_CUSTOMERS: _("Change customers"),
    Right.ERASE_CUSTOMERS: _("Give out and erase what is known of a person"),
    Right.MAIL_CUSTOMERS: _("Send letters to customers"),
    Right.SHIP_ORDERS: _("Ship orders and take goods back"),
    Right.CREDIT_INVOICES: _("Credit invoices and decide withdrawals"),
    Right.REGISTER_PAYMENTS: _("Register payments and bank files"),
    Right.PAY_BACK: _("Pay money back"),
    Right.SUBMIT_INVOICES: _("Submit invoices to the books, again or by hand"),
    Right.CONNECT_INTEGRATIONS: _("Connect the bookkeeping and choose its accounts"),
    Right.EDIT_STORE: _("Change the store's settings, look, shipping, offers and letters"),
    Right.SEE_AUDIT_TRAIL: _("See who did what"),
    Right.MANAGE_PEOPLE: _("Invite and remove people, and change their roles"),
    Right.GOVERN: _("Name owners, end an agency's access, require two-factor sign-in"),
}
