"""The pages of the back office, and what can be done there, by the words people have for them."""

from django.utils.translation import gettext_lazy as _

from tamio.backoffice.fillings import Place
from tamio.commerce.people.roles import Right

#: In the order in which they are offered before anything is written.
PAGES = (
    Place(url_name="backoffice:dashboard", label=_("Home"), words=_("overview start today sales")),
    Place(url_name="backoffice:invoices", label=_("Invoices"), words=_("orders sales")),
    Place(url_name="backoffice:customers", label=_("Customers"), words=_("buyers")),
    Place(url_name="backoffice:products", label=_("Products"), words=_("goods services stock")),
    Place(url_name="backoffice:subscriptions", label=_("Subscriptions")),
    Place(url_name="backoffice:settings", label=_("Settings"), words=_("company address")),
    Place(url_name="backoffice:bank_files", label=_("Bank payments"), words=_("bank file")),
    Place(
        url_name="backoffice:late_payments",
        label=_("Late payments"),
        words=_("reminders dunning overdue"),
    ),
    Place(url_name="backoffice:withdrawals", label=_("Withdrawals"), words=_("returns regret")),
    Place(url_name="backoffice:offers", label=_("Offers"), words=_("discounts codes campaigns")),
    Place(url_name="backoffice:gift_cards", label=_("Gift cards")),
    Place(
        url_name="backoffice:shipping",
        label=_("Shipping"),
        words=_("freight delivery zones methods"),
    ),
    Place(url_name="backoffice:picking_list", label=_("Picking list"), words=_("to ship parcels")),
    Place(url_name="backoffice:shop_look", label=_("The shop"), words=_("theme logo colours look")),
    Place(url_name="backoffice:shop_pages", label=_("Text pages"), words=_("terms about content")),
    Place(url_name="backoffice:shop_domain", label=_("Domain"), words=_("address of the shop")),
    Place(url_name="backoffice:vat", label=_("VAT"), words=_("report OSS countries")),
    Place(url_name="backoffice:vat_rates", label=_("VAT rates"), words=_("countries percent")),
    Place(
        url_name="backoffice:subscription_figures",
        label=_("Figures of subscriptions"),
        words=_("report MRR churn retention"),
    ),
    Place(
        url_name="backoffice:deferred",
        label=_("Deferred revenue"),
        words=_("report accruals prepaid vouchers SIE"),
    ),
    Place(
        url_name="backoffice:gift_card_liability",
        label=_("Owed on gift cards"),
        words=_("report debt liability"),
    ),
    Place(
        url_name="backoffice:audit", label=_("Audit trail"), words=_("history log who changed what")
    ),
    Place(url_name="backoffice:integrations", label=_("Integrations"), words=_("connections")),
    Place(
        url_name="backoffice:ways_to_pay",
        label=_("Ways to pay"),
        words=_("settings bankgiro swish card payment"),
    ),
    Place(
        url_name="backoffice:dunning_tracks",
        label=_("Reminders and tries"),
        words=_("settings late payments dunning fees"),
    ),
    Place(
        url_name="backoffice:gift_card_settings",
        label=_("Settings of gift cards"),
        words=_("amounts validity"),
    ),
    Place(
        url_name="backoffice:exchange_rates",
        label=_("Exchange rates"),
        words=_("settings currencies"),
    ),
    Place(url_name="backoffice:letters", label=_("E-mail"), words=_("letters texts settings mail")),
    Place(
        url_name="backoffice:api_tokens",
        label=_("API tokens"),
        words=_("settings keys programs access"),
    ),
    Place(url_name="backoffice:people", label=_("People"), words=_("members colleagues access")),
    Place(url_name="backoffice:roles", label=_("Roles"), words=_("rights who may do what")),
    Place(
        url_name="backoffice:arrangement",
        label=_("Categories and collections"),
        words=_("arrangement menu"),
    ),
    Place(url_name="backoffice:duplicates", label=_("Probable duplicates"), words=_("customers")),
    Place(url_name="storefront:home", label=_("Open the shop"), words=_("storefront")),
)
#: Only where there is a clock to move.
CLOCK = Place(url_name="backoffice:clock", label=_("The clock"), words=_("time sandbox month"))
#: Of whoever is signed in, whatever the store.
OWN = (
    Place(url_name="me:sessions", label=_("Where you are signed in"), words=_("sessions account")),
    Place(url_name="mfa_index", label=_("Two-factor sign-in"), words=_("passkey app security")),
    Place(url_name="account_change_password", label=_("Change your password"), words=_("account")),
    Place(url_name="me:close_account", label=_("Close your account"), words=_("leave delete me")),
    Place(url_name="backoffice:entry", query="q=", label=_("All stores"), words=_("change store")),
)
DEEDS = (
    Place(url_name="backoffice:new_product", label=_("New product"), words=_("add create")),
    Place(
        url_name="backoffice:invoices",
        label=_("Credit an invoice…"),
        words=_("credit note refund"),
        right=Right.CREDIT_INVOICES,
    ),
    Place(
        url_name="backoffice:invoices",
        query="paid=unpaid",
        label=_("Register a payment…"),
        words=_("paid money came"),
        right=Right.REGISTER_PAYMENTS,
    ),
    Place(
        url_name="backoffice:invoices",
        query="goods=to-ship",
        label=_("Ship orders…"),
        words=_("parcel send"),
        right=Right.SHIP_ORDERS,
    ),
    Place(
        url_name="backoffice:bank_files",
        label=_("Read a bank file…"),
        words=_("bankgiro camt upload"),
        right=Right.REGISTER_PAYMENTS,
    ),
    Place(url_name="backoffice:new_offer", label=_("New offer"), words=_("discount code add")),
    Place(url_name="backoffice:invite", label=_("Invite somebody"), words=_("people add role")),
    Place(url_name="backoffice:give_gift_card", label=_("Give a gift card"), words=_("add new")),
    Place(url_name="backoffice:new_pack", label=_("New pack"), words=_("bundle add")),
    Place(url_name="backoffice:new_category", label=_("New category"), words=_("add")),
    Place(url_name="backoffice:new_collection", label=_("New collection"), words=_("add")),
    Place(url_name="backoffice:new_shop_page", label=_("New text page"), words=_("add terms")),
    Place(url_name="backoffice:new_method", label=_("New shipping method"), words=_("freight add")),
    Place(url_name="backoffice:new_zone", label=_("New shipping zone"), words=_("countries add")),
    Place(url_name="backoffice:imports", label=_("Import products"), words=_("file CSV Excel")),
    Place(url_name="backoffice:customer_imports", label=_("Import customers"), words=_("file CSV")),
)
